package org.schoolcrm.shell.forecast;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.BillingProblem;
import org.schoolcrm.forecast.api.ForecastReview;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.ServiceCommand;
import org.schoolcrm.shell.Tables;

/** Shows day by day what was forecast for an invoice beside what the CRM has charged since. */
@Service
@Command(scope = "forecast", name = "fact", description = "A forecast beside what was charged")
public final class ForecastFactCommand extends ServiceCommand<ForecastReview> {

    @Argument(name = "invoice", description = "The invoice's id", required = true)
    public long invoice;

    @Reference
    @Nullable
    ForecastReview review;

    @Override
    protected @Nullable ForecastReview service() {
        return review;
    }

    @Override
    public void run(PrintStream out, ForecastReview source, Actor operator) {
        var fact = source.fact(invoice).orElseThrow(() -> BillingProblem.INVOICE_IS_NO_FORECAST.refuse(invoice));
        var table = Tables.of("Day", "Forecast", "Charged").emptyTableText("No charges");
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
