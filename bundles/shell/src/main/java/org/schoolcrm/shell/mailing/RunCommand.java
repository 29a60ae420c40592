package org.schoolcrm.shell.mailing;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MailingRuns;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.runtime.api.Actor;

/** Changes one run and shows its state. */
abstract class RunCommand extends RunsCommand {

    @Argument(name = "run", description = "The run's id", required = true)
    public long run;

    abstract MailingRun change(MailingRuns runs, RunId which, Actor operator);

    @Override
    public final void run(PrintStream out, MailingRuns runs, Actor operator) {
        var now = change(runs, new RunId(run), operator);
        out.println("Run " + now.id() + ": " + now.state() + ", held back: " + now.brake());
    }
}
