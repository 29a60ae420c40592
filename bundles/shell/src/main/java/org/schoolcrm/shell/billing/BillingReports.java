package org.schoolcrm.shell.billing;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.report.OperationReports;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.ServiceCommand;
import org.schoolcrm.shell.Tables;

/** Lists what was done to many invoices at once (R067). */
@Service
@Command(scope = "billing", name = "reports", description = "The bulk operations of a branch, newest first")
public final class BillingReports extends ServiceCommand<OperationReports> {

    @Option(name = "--branch", description = "Number of the branch", required = true)
    public long branch;

    @Reference
    @Nullable
    OperationReports reports;

    @Override
    protected @Nullable OperationReports service() {
        return reports;
    }

    @Override
    public void run(PrintStream out, OperationReports source, Actor operator) {
        var table = Tables.of("Id", "Operation", "Who", "Begun", "Finished", "In all", "Done", "Refused");
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
