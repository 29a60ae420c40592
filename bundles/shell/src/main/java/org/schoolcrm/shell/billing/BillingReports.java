package org.schoolcrm.shell.billing;

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
import org.schoolcrm.billing.api.report.OperationReports;
import org.schoolcrm.host.spi.BranchId;

/** Lists what was done to many invoices at once (R067). */
@Service
@Command(scope = "billing", name = "reports", description = "The bulk operations of a branch, newest first")
public final class BillingReports implements Action {

    @Option(name = "--branch", description = "Number of the branch", required = true)
    public long branch;

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    OperationReports reports;

    @Override
    public @Nullable Object execute() {
        if (session != null && reports != null) {
            print(session.getConsole(), reports);
        }
        return null;
    }

    public void print(PrintStream out, OperationReports source) {
        var table = new ShellTable();
        List.of("Id", "Operation", "Who", "Begun", "Finished", "In all", "Done", "Refused")
                .forEach(table::column);
        for (var one : source.of(new BranchId(branch))) {
            var finished = one.finishedAt();
            table.addRow()
                    .addContent(
                            one.id(),
                            one.operation(),
                            one.actor().name(),
                            one.startedAt(),
                            finished == null ? "goes on" : finished,
                            one.total(),
                            one.done(),
                            one.refused());
        }
        table.print(out);
    }
}
