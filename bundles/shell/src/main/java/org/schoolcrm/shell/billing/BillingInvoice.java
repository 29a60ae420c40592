package org.schoolcrm.shell.billing;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.BillingProblem;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceOpenings;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.ServiceCommand;
import org.schoolcrm.shell.Tables;

/** Shows one invoice line by line; closes it for repeated payment when asked to. */
@Service
@Command(scope = "billing", name = "invoice", description = "One invoice, its lines and its link")
public final class BillingInvoice extends ServiceCommand<Billing> {

    @Argument(name = "id", description = "The invoice's id", required = true)
    public long id;

    @Argument(index = 1, name = "options", description = "The options may stand here too", multiValued = true)
    public List<String> behind = List.of();

    @Option(name = "--close", description = "Close a paid invoice that may be paid again")
    public boolean close;

    @Reference
    @Nullable
    Billing billing;

    @Reference
    @Nullable
    InvoiceOpenings openings;

    @Override
    protected @Nullable Billing service() {
        return billing;
    }

    @Override
    public void run(PrintStream out, Billing source, Actor operator) {
        var which = new InvoiceId(id);
        var invoice = close
                ? source.close(which, operator)
                : source.find(which).orElseThrow(() -> BillingProblem.INVOICE_UNKNOWN.refuse(id));
        InvoiceTable.print(out, List.of(invoice));
        var explained = source.explain(which);
        var lines = Tables.of("Day", "What", "Subscription", "Price", "Discount", "Sum")
                .emptyTableText("An amount by hand, without lines");
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
        if (openings != null) {
            var opened = openings.of(List.of(which)).get(which);
            out.println("Opened: " + (opened == null ? "never" : opened));
        }
        out.println("Balance taken off: " + explained.balance() + "; link: " + source.link(which));
    }
}
