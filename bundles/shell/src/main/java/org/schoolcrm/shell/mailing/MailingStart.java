package org.schoolcrm.shell.mailing;

import java.io.PrintStream;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.MailingRuns;
import org.schoolcrm.runtime.api.Actor;

/** Fires a mailing now. */
@Service
@Command(scope = "mailing", name = "start", description = "Fires a mailing now; mailing:report tells how far it is")
public final class MailingStart extends RunsCommand {

    @Argument(name = "mailing", description = "The mailing's id", required = true)
    public long mailing;

    @Override
    public void run(PrintStream out, MailingRuns runs, Actor operator) {
        var run = runs.start(new MailingId(mailing), "console:" + UUID.randomUUID(), operator);
        out.println("Started: mailing:report " + run.id());
    }
}
