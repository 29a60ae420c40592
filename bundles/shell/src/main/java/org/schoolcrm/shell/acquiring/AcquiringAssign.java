package org.schoolcrm.shell.acquiring;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.acquiring.api.Payments;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.runtime.api.Actor;

/** Credits money that belongs to nobody to the customer of an invoice. */
@Service
@Command(
        scope = "acquiring",
        name = "assign",
        description = "Credits unassigned money to the customer of an invoice, once")
public final class AcquiringAssign extends PaymentsCommand {

    @Argument(index = 0, name = "money", description = "Number of the unassigned money", required = true)
    public long money;

    @Argument(index = 1, name = "invoice", description = "Id of the invoice", required = true)
    public long invoice;

    @Argument(index = 2, name = "options", description = "The options may stand here too", multiValued = true)
    public List<String> behind = List.of();

    @Option(name = "--confirm", description = "Yes, it is that customer's")
    public boolean confirm;

    @Override
    public void run(PrintStream out, Payments target, Actor operator) {
        if (!confirm) {
            out.println("Money is assigned once and cannot be made unassigned again. Add --confirm to do it.");
            return;
        }
        target.assign(new PaymentId(money), new InvoiceId(invoice), operator);
        out.println("Credited.");
    }
}
