package org.schoolcrm.shell.mailing;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.mailing.api.MailingRuns;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.Operators;

/** Holds a run back; what is issued stays, messages wait. */
@Service
@Command(scope = "mailing", name = "pause", description = "Holds a run back; what is issued stays, messages wait")
public final class MailingPause implements Action {

    @Argument(name = "run", description = "The run's id", required = true)
    public long run;

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    MailingRuns source;

    @Override
    public @Nullable Object execute() {
        if (session != null && source != null) {
            apply(session.getConsole(), source, Operators.at(session));
        }
        return null;
    }

    public void apply(PrintStream out, MailingRuns runs, Actor operator) {
        var now = runs.pause(new RunId(run), operator);
        out.println("Run " + now.id() + ": " + now.state() + ", held back: " + now.brake());
    }
}
