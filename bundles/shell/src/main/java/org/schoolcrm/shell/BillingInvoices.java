package org.schoolcrm.shell;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Set;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.InvoiceBook;
import org.schoolcrm.billing.api.InvoiceFilter;
import org.schoolcrm.billing.api.InvoiceOrder;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;

/** Lists the invoices of a branch. */
@Service
@Command(scope = "billing", name = "invoices", description = "The invoices of a branch, newest first")
public final class BillingInvoices implements Action {

    @Option(name = "--branch", description = "Number of the branch", required = true)
    public long branch;

    @Option(name = "--customer", description = "Of that customer only")
    public long customer;

    @Option(name = "--status", description = "AWAITING_PAYMENT, PAID or ARCHIVED only")
    public @Nullable String status;

    @Option(name = "--number", description = "Whose number contains that")
    public @Nullable String number;

    @Option(name = "--limit", description = "At most so many, 50 by default")
    public int limit = 50;

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    InvoiceBook book;

    @Override
    public @Nullable Object execute() {
        if (session != null && book != null) {
            print(session.getConsole(), book);
        }
        return null;
    }

    public void print(PrintStream out, InvoiceBook source) {
        var filter = new InvoiceFilter(
                new BranchId(branch),
                customer == 0 ? null : new CustomerId(customer),
                status == null ? Set.of() : Set.of(InvoiceStatus.valueOf(status.toUpperCase(Locale.ROOT))),
                null,
                null,
                null,
                null,
                number);
        var page = source.page(filter, InvoiceOrder.NEWEST_FIRST, null, limit);
        InvoiceTable.print(out, page.invoices());
        if (page.next() != null) {
            out.println("There are more.");
        }
    }
}
