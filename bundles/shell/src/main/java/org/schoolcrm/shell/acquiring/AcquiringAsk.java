package org.schoolcrm.shell.acquiring;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.Payments;
import org.schoolcrm.runtime.api.Actor;

/** Asks the bank what became of a payment. */
@Service
@Command(scope = "acquiring", name = "ask", description = "Asks the bank now what became of a payment")
public final class AcquiringAsk extends PaymentsCommand {

    @Argument(name = "payment", description = "Number of the payment", required = true)
    public long payment;

    @Override
    public void run(PrintStream out, Payments target, Actor operator) {
        var now = target.check(new AttemptId(payment));
        out.println(now.status() + (now.detail().isEmpty() ? "" : ": " + now.detail()));
    }
}
