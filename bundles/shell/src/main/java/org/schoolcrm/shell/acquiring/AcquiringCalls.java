package org.schoolcrm.shell.acquiring;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.ReceivedWebhooks;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.ServiceCommand;
import org.schoolcrm.shell.Tables;

/** Lists what banks have sent. */
@Service
@Command(scope = "acquiring", name = "calls", description = "What banks have sent, newest first")
public final class AcquiringCalls extends ServiceCommand<ReceivedWebhooks> {

    @Option(name = "--branch", description = "Number of the branch", required = true)
    public long branch;

    @Option(name = "--limit", description = "At most so many, 50 by default")
    public int limit = 50;

    @Reference
    @Nullable
    ReceivedWebhooks calls;

    @Override
    protected @Nullable ReceivedWebhooks service() {
        return calls;
    }

    @Override
    public void run(PrintStream out, ReceivedWebhooks source, Actor operator) {
        var table = Tables.of("Id", "Bank", "Account", "State", "Received", "Done");
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
