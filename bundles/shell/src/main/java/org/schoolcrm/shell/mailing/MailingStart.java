package org.schoolcrm.shell.mailing;

import java.io.PrintStream;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
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

    @Option(name = "--any-cost", description = "Also above the ceiling for what its messages cost")
    public boolean anyCost;

    @Override
    public void run(PrintStream out, MailingRuns runs, Actor operator) {
        var id = new MailingId(mailing);
        var trigger = "console:" + UUID.randomUUID();
        var run = anyCost ? runs.startAtAnyCost(id, trigger, operator) : runs.start(id, trigger, operator);
        out.println("Started: mailing:report " + run.id());
    }
}
