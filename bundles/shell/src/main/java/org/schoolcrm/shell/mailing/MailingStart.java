package org.schoolcrm.shell.mailing;

import java.io.PrintStream;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.MailingRuns;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.Operators;

/** Fires a mailing now. */
@Service
@Command(scope = "mailing", name = "start", description = "Fires a mailing now; mailing:report tells how far it is")
public final class MailingStart implements Action {

    @Argument(name = "mailing", description = "The mailing's id", required = true)
    public long mailing;

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    MailingRuns source;

    @Override
    public @Nullable Object execute() {
        if (session != null && source != null) {
            start(session.getConsole(), source, Operators.at(session));
        }
        return null;
    }

    public void start(PrintStream out, MailingRuns runs, Actor operator) {
        var run = runs.start(new MailingId(mailing), "console:" + UUID.randomUUID(), operator);
        out.println("Started: mailing:report " + run.id());
    }
}
