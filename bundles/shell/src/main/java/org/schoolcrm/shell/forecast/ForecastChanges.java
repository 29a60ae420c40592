package org.schoolcrm.shell.forecast;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.BillingProblem;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.forecast.api.Forecast;
import org.schoolcrm.forecast.api.ForecastHistory;
import org.schoolcrm.forecast.api.Forecasts;
import org.schoolcrm.host.spi.HostProblem;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.shell.ConsoleAction;
import org.schoolcrm.shell.Tables;

/** Says in words why the forecast of an invoice would come out otherwise now, or came out otherwise than another's. */
@Service
@Command(scope = "forecast", name = "changes", description = "Why a forecast would be another one now")
public final class ForecastChanges extends ConsoleAction {

    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");

    @Argument(name = "invoice", description = "The invoice's id", required = true)
    public long invoice;

    @Argument(index = 1, name = "options", description = "The options may stand here too", multiValued = true)
    public List<String> behind = List.of();

    @Option(name = "--since", description = "Id of an earlier invoice to compare with, instead of now")
    public long since;

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    Billing billing;

    @Reference
    @Nullable
    Forecasts forecasts;

    @Reference
    @Nullable
    ForecastHistory history;

    @Reference
    @Nullable
    Clock clock;

    @Override
    protected void perform() {
        if (session != null && billing != null && forecasts != null && history != null && clock != null) {
            print(session.getConsole(), billing, forecasts, history, clock);
        }
    }

    public void print(PrintStream out, Billing source, Forecasts now, ForecastHistory past, Clock time) {
        var which = found(source, invoice);
        var before = stored(source, past, since == 0 ? which : found(source, since));
        var after = since == 0 ? again(now, which, time) : stored(source, past, which);
        var table = Tables.of("Day", "Amount", "Why").emptyTableText("Nothing has changed");
        for (var one : past.diff(before, after)) {
            table.addRow()
                    .addContent(
                            one.date() == null ? "" : one.date(), one.amount().toDecimal(), one.text(RUSSIAN));
        }
        table.print(out);
        out.println(before.amount() + " -> " + after.amount());
    }

    private static Invoice found(Billing source, long id) {
        return source.find(new InvoiceId(id)).orElseThrow(() -> BillingProblem.INVOICE_UNKNOWN.refuse(id));
    }

    private static Forecast stored(Billing source, ForecastHistory past, Invoice which) {
        var snapshot = source.explain(which.id()).snapshot();
        if (snapshot == null) {
            throw BillingProblem.INVOICE_IS_NO_FORECAST.refuse(which.number());
        }
        return past.replay(snapshot.document());
    }

    private static Forecast again(Forecasts source, Invoice which, Clock time) {
        return source.of(which.branch(), Set.of(which.customer()), which.period(), time.now()).stream()
                .filter(one -> one.account().equals(which.account()))
                .findFirst()
                .orElseThrow(() -> HostProblem.ACCOUNT_UNKNOWN.refuse(which.account()))
                .answer()
                .orThrow();
    }
}
