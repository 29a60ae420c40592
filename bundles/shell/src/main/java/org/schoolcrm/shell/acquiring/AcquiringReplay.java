package org.schoolcrm.shell.acquiring;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.ReceivedWebhooks;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.Operators;

/** Lets a call of a bank take effect once more. */
@Service
@Command(
        scope = "acquiring",
        name = "replay",
        description = "Lets a call of a bank take effect once more; each bank operation still counts once")
public final class AcquiringReplay implements Action {

    @Argument(name = "call", description = "Number of the call, see acquiring:calls", required = true)
    public long call;

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    ReceivedWebhooks calls;

    @Override
    public @Nullable Object execute() {
        if (session != null && calls != null) {
            replay(session.getConsole(), calls, Operators.at(session));
        }
        return null;
    }

    public void replay(PrintStream out, ReceivedWebhooks target, Actor operator) {
        out.println(
                target.replay(call, operator)
                        ? "It takes effect as soon as its adapter is there."
                        : "There is no such call.");
    }
}
