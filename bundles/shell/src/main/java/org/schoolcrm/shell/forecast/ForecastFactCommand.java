package org.schoolcrm.shell.forecast;

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
import org.schoolcrm.billing.api.BillingProblem;
import org.schoolcrm.forecast.api.ForecastReview;

/** Shows day by day what was forecast for an invoice beside what the CRM has charged since. */
@Service
@Command(scope = "forecast", name = "fact", description = "A forecast beside what was charged")
public final class ForecastFactCommand implements Action {

    @Argument(name = "invoice", description = "The invoice's id", required = true)
    public long invoice;

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    ForecastReview review;

    @Override
    public @Nullable Object execute() {
        if (session != null && review != null) {
            print(session.getConsole(), review);
        }
        return null;
    }

    public void print(PrintStream out, ForecastReview source) {
        var fact = source.fact(invoice).orElseThrow(() -> BillingProblem.INVOICE_IS_NO_FORECAST.refuse(invoice));
        var table = new ShellTable().emptyTableText("No charges");
        List.of("Day", "Forecast", "Charged").forEach(table::column);
        for (var day : fact.days()) {
            table.addRow()
                    .addContent(
                            day.date(),
                            day.projected().toDecimal(),
                            day.charged().toDecimal());
        }
        table.print(out);
        out.println("forecast " + fact.projected() + ", charged " + fact.charged() + ", error " + fact.error());
    }
}
