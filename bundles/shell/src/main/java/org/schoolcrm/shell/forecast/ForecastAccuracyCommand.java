package org.schoolcrm.shell.forecast;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.forecast.api.ForecastReview;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.shell.ConsoleAction;
import org.schoolcrm.shell.Moments;
import org.schoolcrm.shell.Tables;

/** Shows how right the forecasts of every branch were. */
@Service
@Command(scope = "forecast", name = "accuracy", description = "How right the forecasts of every branch were")
public final class ForecastAccuracyCommand extends ConsoleAction {

    @Argument(
            index = 0,
            name = "ended",
            description = "Days on which the forecast periods ended: 2026-09-01..2026-09-30",
            required = true)
    String ended = "";

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    ForecastReview review;

    @Reference
    @Nullable
    Branches branches;

    @Override
    protected void perform() {
        if (session != null && review != null && branches != null) {
            print(session.getConsole(), review, branches.all());
        }
    }

    void print(PrintStream out, ForecastReview source, List<Branch> everywhere) {
        var table =
                Tables.of("Branch", "Forecasts", "Exact", "Projected", "Charged", "Error", "Accuracy, %", "Unreadable");
        for (var branch : everywhere) {
            var found = source.accuracy(branch.id(), Moments.days(ended));
            table.addRow()
                    .addContent(
                            branch.name(),
                            found.forecasts(),
                            found.exact(),
                            found.projected(),
                            found.charged(),
                            found.error(),
                            BigDecimal.valueOf(found.basisPoints(), 2),
                            found.unreadable());
        }
        table.print(out);
    }
}
