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
import org.schoolcrm.acquiring.api.Payments;
import org.schoolcrm.host.spi.BranchId;

/** Lists money that came and belongs to nobody yet. */
@Service
@Command(scope = "acquiring", name = "unassigned", description = "Money that banks took and nobody was credited with")
public final class AcquiringUnassigned implements Action {

    @Option(name = "--branch", description = "Number of the branch", required = true)
    public long branch;

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    Payments payments;

    @Override
    public @Nullable Object execute() {
        if (session != null && payments != null) {
            print(session.getConsole(), payments);
        }
        return null;
    }

    public void print(PrintStream out, Payments source) {
        var table = new ShellTable();
        for (var column : List.of("Id", "Account", "Number at the bank", "Amount", "Received", "Why")) {
            table.column(column);
        }
        for (var one : source.unassigned(new BranchId(branch))) {
            table.addRow().addContent(one.id(), one.account(), one.providerId(), one.amount(), one.at(), one.detail());
        }
        table.print(out);
    }
}
