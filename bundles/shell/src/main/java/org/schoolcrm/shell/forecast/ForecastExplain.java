package org.schoolcrm.shell.forecast;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.forecast.api.CustomerForecast;
import org.schoolcrm.forecast.api.Forecasts;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.shell.ConsoleAction;
import org.schoolcrm.shell.Moments;

/** Shows what a customer will owe at any instant, line by line; changes nothing. */
@Service
@Command(scope = "forecast", name = "explain", description = "What a customer will owe, line by line; changes nothing")
public final class ForecastExplain extends ConsoleAction {

    @Argument(name = "customer", description = "Number of the customer", required = true)
    long customer;

    @Argument(index = 1, name = "options", description = "The options may stand here too", multiValued = true)
    List<String> behind = List.of();

    @Option(
            name = "--as-of",
            description = "What had not begun by then is forecast: a day such as 2026-09-01 (its first moment in the"
                    + " branch) or an instant such as 2026-09-01T09:00:00Z; now by default")
    @Nullable
    String asOf;

    @Option(
            name = "--window",
            description = "Days that are billed: 2026-09-01..2026-09-30, or current or next with day, week or month,"
                    + " such as next-month; current-month by default")
    String window = "current-month";

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    Forecasts forecasts;

    @Reference
    @Nullable
    Branches branches;

    @Reference
    @Nullable
    Clock clock;

    @Override
    protected void perform() {
        if (session != null && forecasts != null && branches != null && clock != null) {
            explain(session.getConsole(), forecasts, branches.all(), clock.now());
        }
    }

    void explain(PrintStream out, Forecasts source, List<Branch> everywhere, Instant now) {
        boolean found = false;
        for (var branch : everywhere) {
            var at = asOf == null ? now : Moments.instant(asOf, branch.zone());
            var days = Moments.window(window, at, branch.zone());
            for (var forecast : source.of(branch.id(), Set.of(new CustomerId(customer)), days, at)) {
                found = true;
                heading(out, branch, forecast, days, at);
                new ForecastTable(out).print(forecast);
            }
        }
        if (!found) {
            out.println("No branch has a customer " + customer + " with an account.");
        }
    }

    private static void heading(PrintStream out, Branch branch, CustomerForecast one, DateRange days, Instant at) {
        out.println();
        out.println(one.customer().name() + ", " + branch.name() + ", "
                + (one.account().isBase() ? "base account" : "account " + one.account()) + ", " + days.begin() + ".."
                + days.end() + " as of " + at.atZone(branch.zone()));
    }
}
