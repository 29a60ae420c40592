package org.schoolcrm.shell.acquiring;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.ReceivedWebhooks;
import org.schoolcrm.host.spi.BranchId;

/** Lists what banks have sent. */
@Service
@Command(scope = "acquiring", name = "calls", description = "What banks have sent, newest first")
public final class AcquiringCalls implements Action {

    @Option(name = "--branch", description = "Number of the branch", required = true)
    public long branch;

    @Option(name = "--limit", description = "At most so many, 50 by default")
    public int limit = 50;

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    ReceivedWebhooks calls;

    @Override
    public @Nullable Object execute() {
        if (session != null && calls != null) {
            print(session.getConsole(), calls);
        }
        return null;
    }

    public void print(PrintStream out, ReceivedWebhooks source) {
        var table = new ShellTable();
        for (var column : List.of("Id", "Bank", "Account", "State", "Received", "Done")) {
            table.column(column);
        }
        for (var one : source.recent(new BranchId(branch), limit)) {
            var done = one.doneAt();
            table.addRow()
                    .addContent(
                            one.id(),
                            one.provider(),
                            one.account(),
                            one.state(),
                            one.receivedAt(),
                            done == null ? "" : done);
        }
        table.print(out);
    }
}
