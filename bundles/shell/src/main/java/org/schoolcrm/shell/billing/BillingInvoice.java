package org.schoolcrm.shell.billing;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.BillingProblem;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.Operators;

/** Shows one invoice line by line; closes it for repeated payment when asked to. */
@Service
@Command(scope = "billing", name = "invoice", description = "One invoice, its lines and its link")
public final class BillingInvoice implements Action {

    @Argument(name = "id", description = "The invoice's id", required = true)
    public long id;

    @Option(name = "--close", description = "Close a paid invoice that may be paid again")
    public boolean close;

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    Billing billing;

    @Override
    public @Nullable Object execute() {
        if (session != null && billing != null) {
            print(session.getConsole(), billing, Operators.at(session));
        }
        return null;
    }

    public void print(PrintStream out, Billing source, Actor operator) {
        var which = new InvoiceId(id);
        var invoice = close
                ? source.close(which, operator)
                : source.find(which).orElseThrow(() -> BillingProblem.INVOICE_UNKNOWN.refuse(id));
        InvoiceTable.print(out, List.of(invoice));
        var explained = source.explain(which);
        var lines = new ShellTable().emptyTableText("An amount by hand, without lines");
        for (var column : List.of("Day", "What", "Subscription", "Price", "Discount", "Sum")) {
            lines.column(column);
        }
        for (var line : explained.lines()) {
            lines.addRow()
                    .addContent(
                            line.date(),
                            line.kind() == null ? "by hand" : line.kind(),
                            line.subscription() == null ? "" : line.subscription(),
                            line.gross(),
                            line.discount(),
                            line.net());
        }
        lines.print(out);
        out.println("Balance taken off: " + explained.balance() + "; link: " + source.link(which));
    }
}
