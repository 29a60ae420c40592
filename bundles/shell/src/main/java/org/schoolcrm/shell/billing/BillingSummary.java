package org.schoolcrm.shell.billing;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.query.InvoiceQueries;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.HostProblem;
import org.schoolcrm.shell.ConsoleAction;
import org.schoolcrm.shell.Tables;

/** Shows the money of a branch at a glance. */
@Service
@Command(scope = "billing", name = "summary", description = "What is still to be paid, and the last twelve months")
public final class BillingSummary extends ConsoleAction {

    @Option(name = "--branch", description = "Number of the branch", required = true)
    public long branch;

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    InvoiceQueries queries;

    @Reference
    @Nullable
    Branches branches;

    @Override
    protected void perform() {
        if (session != null && queries != null && branches != null) {
            print(session.getConsole(), queries, branches);
        }
    }

    public void print(PrintStream out, InvoiceQueries source, Branches known) {
        var where = known.find(new BranchId(branch)).orElseThrow(() -> HostProblem.BRANCH_UNKNOWN.refuse(branch));
        var summary = source.summary(where);
        out.println("Awaiting payment: " + summary.awaiting().amount() + ", invoices: "
                + summary.awaiting().invoices());
        out.println("Expired: " + summary.expired().amount() + ", invoices: "
                + summary.expired().invoices());
        if (summary.inOtherCurrencies() > 0) {
            out.println("In other currencies and not added, invoices: " + summary.inOtherCurrencies());
        }
        var table = Tables.of("Month", "Invoices", "Billed", "Paid", "Refunded");
        for (var one : summary.months()) {
            table.addRow().addContent(one.month(), one.invoices(), one.billed(), one.paid(), one.refunded());
        }
        table.print(out);
    }
}
