package org.schoolcrm.shell.billing;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.query.InvoiceFilter;
import org.schoolcrm.billing.api.query.InvoiceQueries;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.shell.Moments;

/** Lists the invoices of a branch (R060). */
@Service
@Command(scope = "billing", name = "invoices", description = "The invoices of a branch, newest first")
public final class BillingInvoices extends InvoiceSelection {

    @Option(name = "--sort", description = "issued, amount or customer, with a minus for the greatest first")
    public String sort = "-issued";

    @Option(name = "--limit", description = "At most so many, 50 by default")
    public int limit = 50;

    @Option(name = "--cursor", description = "Where the page before ended")
    public @Nullable String cursor;

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    InvoiceQueries queries;

    @Reference
    @Nullable
    Branches branches;

    @Reference
    @Nullable
    Clock clock;

    @Override
    protected void perform() {
        if (session != null && queries != null && branches != null && clock != null) {
            print(session.getConsole(), queries, filter(branches, clock));
        }
    }

    public void print(PrintStream out, InvoiceQueries source, InvoiceFilter which) {
        var page = source.page(which, Moments.order(sort), cursor, limit);
        InvoiceTable.print(out, page.invoices());
        if (page.next() != null) {
            out.println("There are more: --cursor " + page.next());
        }
    }
}
