package org.schoolcrm.shell.acquiring;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.Payments;

/** Asks the bank what became of a payment. */
@Service
@Command(scope = "acquiring", name = "ask", description = "Asks the bank now what became of a payment")
public final class AcquiringAsk implements Action {

    @Argument(name = "payment", description = "Number of the payment", required = true)
    public long payment;

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    Payments payments;

    @Override
    public @Nullable Object execute() {
        if (session != null && payments != null) {
            ask(session.getConsole(), payments);
        }
        return null;
    }

    public void ask(PrintStream out, Payments target) {
        var now = target.check(new AttemptId(payment));
        out.println(now.status() + (now.detail().isEmpty() ? "" : ": " + now.detail()));
    }
}
