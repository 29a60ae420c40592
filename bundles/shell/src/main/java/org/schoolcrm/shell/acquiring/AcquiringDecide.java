package org.schoolcrm.shell.acquiring;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.acquiring.api.Payments;
import org.schoolcrm.acquiring.api.RefundId;
import org.schoolcrm.runtime.api.Actor;

/** Says what became of a refund of which the bank does not tell. */
@Service
@Command(
        scope = "acquiring",
        name = "decide",
        description = "Says what became of a refund that the bank is silent about; billing:attentions lists them")
public final class AcquiringDecide extends PaymentsCommand {

    @Argument(index = 0, name = "refund", description = "Number of the refund", required = true)
    public long refund;

    @Argument(index = 1, name = "options", description = "The options may stand here too", multiValued = true)
    public List<String> behind = List.of();

    @Option(name = "--went-back", description = "The bank has made it: it is taken off the customer's account")
    public boolean wentBack;

    @Option(name = "--not-made", description = "The bank has not made it: another one may be made")
    public boolean notMade;

    @Option(name = "--reason", description = "How you know, in a few words; has to be said")
    public String reason = "";

    @Override
    public void run(PrintStream out, Payments target, Actor operator) {
        needs("--reason", !reason.isBlank());
        if (wentBack == notMade) {
            out.println("Say either --went-back or --not-made. If the bank did make it after all, money leaves twice.");
            return;
        }
        var decided = target.decideRefund(new RefundId(refund), wentBack, reason, operator);
        out.println("Refund " + decided.id() + " of " + decided.amount() + ": " + decided.status());
    }
}
