package org.schoolcrm.shell.mailing;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.MailingRuns;

/** Lists the runs of a mailing. */
@Service
@Command(scope = "mailing", name = "runs", description = "The runs of a mailing, newest first")
public final class MailingRunsOf implements Action {

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
            print(session.getConsole(), source);
        }
        return null;
    }

    public void print(PrintStream out, MailingRuns runs) {
        var table = new ShellTable();
        for (var column : List.of("Id", "Fired by", "State", "Held back", "Started", "Finished")) {
            table.column(column);
        }
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
