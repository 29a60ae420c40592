package org.schoolcrm.shell.acquiring;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.ReceivedWebhooks;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.ServiceCommand;

/** Lets a call of a bank take effect once more. */
@Service
@Command(
        scope = "acquiring",
        name = "replay",
        description = "Lets a call of a bank take effect once more; each bank operation still counts once")
public final class AcquiringReplay extends ServiceCommand<ReceivedWebhooks> {

    @Argument(name = "call", description = "Number of the call, see acquiring:calls", required = true)
    public long call;

    @Reference
    @Nullable
    ReceivedWebhooks calls;

    @Override
    protected @Nullable ReceivedWebhooks service() {
        return calls;
    }

    @Override
    public void run(PrintStream out, ReceivedWebhooks target, Actor operator) {
        out.println(
                target.replay(call, operator)
                        ? "It takes effect as soon as its adapter is there."
                        : "There is no such call.");
    }
}
