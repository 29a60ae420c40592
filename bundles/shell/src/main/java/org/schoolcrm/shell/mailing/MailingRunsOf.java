package org.schoolcrm.shell.mailing;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.MailingRuns;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.Tables;

/** Lists the runs of a mailing. */
@Service
@Command(scope = "mailing", name = "runs", description = "The runs of a mailing, newest first")
public final class MailingRunsOf extends RunsCommand {

    @Argument(name = "mailing", description = "The mailing's id", required = true)
    public long mailing;

    @Override
    public void run(PrintStream out, MailingRuns runs, Actor operator) {
        var table = Tables.of("Id", "Fired by", "State", "Held back", "Started", "Finished");
        for (var run : runs.of(new MailingId(mailing))) {
            table.addRow()
                    .addContent(
                            run.id(),
                            run.trigger(),
                            run.missed() == null ? run.state() : run.state() + " " + run.missed(),
                            run.brake(),
                            run.startedAt(),
                            run.finishedAt() == null ? "" : run.finishedAt());
        }
        table.print(out);
    }
}
