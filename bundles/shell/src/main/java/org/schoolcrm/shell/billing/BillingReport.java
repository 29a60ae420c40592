package org.schoolcrm.shell.billing;

import java.io.PrintStream;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.BillingProblem;
import org.schoolcrm.billing.api.report.OperationReports;
import org.schoolcrm.billing.api.report.ReportId;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.ServiceCommand;
import org.schoolcrm.shell.Tables;

/** «Протокол выполненных операций» on the console (R067). */
@Service
@Command(scope = "billing", name = "report", description = "What a bulk operation did to each of its invoices")
public final class BillingReport extends ServiceCommand<OperationReports> {

    private static final int PAGE = 500;
    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");

    @Argument(name = "id", description = "The report's id", required = true)
    public long id;

    @Reference
    @Nullable
    OperationReports reports;

    @Override
    protected @Nullable OperationReports service() {
        return reports;
    }

    @Override
    public void run(PrintStream out, OperationReports source, Actor operator) {
        var report = source.find(new ReportId(id)).orElseThrow(() -> BillingProblem.REPORT_UNKNOWN.refuse(id));
        var table = Tables.of("Place", "Invoice", "Number", "Outcome", "Message");
        for (var rows = source.rows(report.id(), 0, PAGE); !rows.isEmpty(); ) {
            for (var row : rows) {
                var problem = row.problem();
                table.addRow()
                        .addContent(
                                row.place(),
                                row.invoice(),
                                row.number() == null ? "" : row.number(),
                                row.outcome(),
                                problem == null ? "" : problem.title(RUSSIAN));
            }
            rows = source.rows(report.id(), rows.get(rows.size() - 1).place(), PAGE);
        }
        table.print(out);
        out.println(report.done() + " done, " + report.refused() + " refused, " + report.total() + " in all, "
                + (report.finishedAt() == null ? "still going on" : "finished at " + report.finishedAt()));
    }
}
