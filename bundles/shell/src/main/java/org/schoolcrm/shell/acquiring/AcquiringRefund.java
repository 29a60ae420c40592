package org.schoolcrm.shell.acquiring;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.Payments;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;

/** Sends money of a payment back to the payer. */
@Service
@Command(scope = "acquiring", name = "refund", description = "Sends money back to the payer, which cannot be undone")
public final class AcquiringRefund extends PaymentsCommand {

    @Argument(index = 0, name = "payment", description = "Number of the payment", required = true)
    public long payment;

    @Argument(index = 1, name = "amount", description = "Such as 1500.00", required = true)
    public String amount = "";

    @Argument(index = 2, name = "options", description = "The options may stand here too", multiValued = true)
    public List<String> behind = List.of();

    @Option(name = "--reason", description = "Why, in a few words; has to be said")
    public String reason = "";

    @Option(
            name = "--made-at-bank",
            description = "It was made at the bank, which does not report its sum: only our records follow")
    public boolean madeAtBank;

    @Option(name = "--confirm", description = "Yes, the money is to leave")
    public boolean confirm;

    @Override
    public void run(PrintStream out, Payments target, Actor operator) {
        needs("--reason", !reason.isBlank());
        var attempt = target.find(new AttemptId(payment));
        if (attempt.isEmpty()) {
            out.println("There is no such payment.");
            return;
        }
        var money = Money.of(amount, attempt.get().amount().currency().getCurrencyCode());
        if (!confirm) {
            out.println(money + (madeAtBank ? " would be taken off the customer's account" : " would go to the payer")
                    + ", which cannot be undone. Add --confirm to do it.");
            return;
        }
        if (madeAtBank) {
            target.enterBankRefund(attempt.get().id(), money, reason, operator);
            out.println("Entered: " + money + " went back at the bank.");
            return;
        }
        var made = target.refund(attempt.get().id(), money, reason, operator);
        out.println("Refund " + made.id() + " of " + made.amount() + ": " + made.status() + " " + made.detail());
    }
}
