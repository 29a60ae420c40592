package org.schoolcrm.shell;

import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.InvoiceBook;
import org.schoolcrm.billing.api.InvoiceFilter;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Actor;

/** Archives invoices in the background, which cannot be undone; {@code billing:report} tells how far it is. */
@Service
@Command(scope = "billing", name = "archive", description = "Archives invoices, which cannot be undone")
public final class BillingArchive implements Action {

    @Option(name = "--branch", description = "Number of the branch", required = true)
    public long branch;

    @Option(name = "--all-unpaid", description = "All that await payment, instead of those named")
    public boolean allUnpaid;

    @Option(name = "--confirm", description = "Yes, payment by their links is to end for ever")
    public boolean confirm;

    @Argument(name = "ids", description = "Ids of invoices", multiValued = true)
    public List<Long> ids = List.of();

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    InvoiceBook book;

    @Override
    public @Nullable Object execute() {
        if (session != null && book != null) {
            archive(session.getConsole(), book, Operators.at(session));
        }
        return null;
    }

    public void archive(PrintStream out, InvoiceBook target, Actor operator) {
        if (!confirm) {
            out.println("Данное действие необратимо. Оплата по ссылке будет недоступна. Add --confirm to do it.");
            return;
        }
        if (allUnpaid != ids.isEmpty()) {
            throw new IllegalArgumentException("Name invoices, or all unpaid ones, not both");
        }
        var where = new BranchId(branch);
        var unpaid =
                new InvoiceFilter(where, null, Set.of(InvoiceStatus.AWAITING_PAYMENT), null, null, null, null, null);
        var report = allUnpaid
                ? target.archiveMatching(unpaid, operator)
                : target.archive(where, ids.stream().map(InvoiceId::new).toList(), operator);
        out.println("Archiving " + report.total() + " invoices: billing:report " + report.id());
    }
}
