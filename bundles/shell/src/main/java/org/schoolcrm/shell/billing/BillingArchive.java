package org.schoolcrm.shell.billing;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.query.InvoiceFilter;
import org.schoolcrm.billing.api.report.BulkArchive;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.shell.Operators;

/** Archives invoices in the background, which cannot be undone; {@code billing:report} tells how far it is. */
@Service
@Command(scope = "billing", name = "archive", description = "Archives invoices, which cannot be undone")
public final class BillingArchive extends InvoiceSelection {

    @Option(name = "--all", description = "All that the other options select, instead of those named")
    public boolean all;

    @Option(name = "--confirm", description = "Yes, payment by their links is to end for ever")
    public boolean confirm;

    @Argument(name = "ids", description = "Ids of invoices", multiValued = true)
    public List<String> ids = List.of();

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    BulkArchive bulk;

    @Reference
    @Nullable
    Branches branches;

    @Reference
    @Nullable
    Clock clock;

    @Override
    protected void perform() {
        if (session != null && bulk != null && branches != null && clock != null) {
            archive(session.getConsole(), bulk, filter(branches, clock), Operators.at(session));
        }
    }

    public void archive(PrintStream out, BulkArchive target, InvoiceFilter selected, Actor operator) {
        if (!confirm) {
            out.println("Данное действие необратимо. Оплата по ссылке будет недоступна. Add --confirm to do it.");
            return;
        }
        if (all != ids.isEmpty()) {
            throw new IllegalArgumentException("Name invoices, or all of a selection, not both");
        }
        var report = all
                ? target.archiveMatching(selected, operator)
                : target.archive(
                        selected.branch(),
                        ids.stream().map(InvoiceId::fromString).toList(),
                        operator);
        out.println("Archiving " + report.total() + " invoices: billing:report " + report.id());
    }
}
