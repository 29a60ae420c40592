package org.schoolcrm.shell.billing;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Attentions;
import org.schoolcrm.shell.ServiceCommand;
import org.schoolcrm.shell.Tables;

/** Lists what people have to settle, or takes one entry off the list. */
@Service
@Command(scope = "billing", name = "attentions", description = "What the staff of a branch has to settle, newest first")
public final class BillingAttentions extends ServiceCommand<Attentions> {

    @Option(name = "--branch", description = "Number of the branch; 0 for the whole school", required = true)
    public long branch;

    @Option(name = "--closed", description = "Those that were closed too")
    public boolean closed;

    @Option(name = "--close", description = "Id of the entry that has been settled")
    public long close;

    @Option(name = "--limit", description = "How many at most")
    public int limit = 50;

    @Reference
    @Nullable
    Attentions attentions;

    @Override
    protected @Nullable Attentions service() {
        return attentions;
    }

    @Override
    public void run(PrintStream out, Attentions list, Actor operator) {
        if (close != 0) {
            boolean known = list.find(close)
                    .filter(found -> found.attention().branch() == branch)
                    .isPresent();
            if (!known) {
                out.println("Branch " + branch + " has no entry " + close + ".");
                return;
            }
            out.println("Closed by " + list.close(close, operator).closedBy() + ".");
            return;
        }
        var table = Tables.of("Id", "Since", "Kind", "Subject", "Detail", "Closed by");
        for (var one : list.page(branch, closed, Long.MAX_VALUE, limit)) {
            var what = one.attention();
            var by = one.closedBy();
            table.addRow()
                    .addContent(
                            one.id(), one.since(), what.kind(), what.subject(), what.detail(), by == null ? "" : by);
        }
        table.print(out);
    }
}
