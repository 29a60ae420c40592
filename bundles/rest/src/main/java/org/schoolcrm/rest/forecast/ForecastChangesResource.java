package org.schoolcrm.rest.forecast;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.BillingProblem;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.forecast.api.Forecast;
import org.schoolcrm.forecast.api.ForecastDifference;
import org.schoolcrm.forecast.api.ForecastHistory;
import org.schoolcrm.forecast.api.Forecasts;
import org.schoolcrm.host.spi.HostProblem;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.money.Money;
import org.schoolcrm.rest.http.Guard;
import org.schoolcrm.rest.http.Language;
import org.schoolcrm.runtime.api.Clock;

/** Why the forecast of an invoice would come out otherwise now, or came out otherwise than another invoice's. */
@Path("/invoices/{id}/changes")
@Produces(MediaType.APPLICATION_JSON)
public class ForecastChangesResource {

    private final Billing billing;
    private final Forecasts forecasts;
    private final ForecastHistory history;
    private final Clock clock;

    public ForecastChangesResource(Billing billing, Forecasts forecasts, ForecastHistory history, Clock clock) {
        this.billing = billing;
        this.forecasts = forecasts;
        this.history = history;
        this.clock = clock;
    }

    /** The two amounts and everything between them. */
    public record ChangesView(Money before, Money after, List<ChangeView> changes) {}

    /** One reason, in words too; {@code amount} is how much more is owed by it. */
    public record ChangeView(
            ForecastDifference.Kind kind, @Nullable LocalDate date, Money amount, String text) {

        static ChangeView of(ForecastDifference difference, Locale language) {
            return new ChangeView(difference.kind(), difference.date(), difference.amount(), difference.text(language));
        }
    }

    /** What has changed from another invoice to this one; or without another, since this one was issued. */
    @GET
    public ChangesView changes(
            @Context Guard guard,
            @Context HttpHeaders headers,
            @PathParam("id") InvoiceId id,
            @QueryParam("since") @Nullable InvoiceId since) {
        var invoice = open(guard, id);
        var before = stored(since == null ? invoice : open(guard, since));
        var after = since == null ? now(invoice) : stored(invoice);
        var changes = history.diff(before, after).stream()
                .map(difference -> ChangeView.of(difference, Language.of(headers)))
                .toList();
        return new ChangesView(before.amount(), after.amount(), changes);
    }

    private Invoice open(Guard guard, InvoiceId id) {
        var invoice = billing.find(id)
                .filter(one -> guard.sees(one.branch()))
                .orElseThrow(() -> BillingProblem.INVOICE_UNKNOWN.refuse(id));
        guard.open(Permission.INVOICE_READ, invoice.branch());
        return invoice;
    }

    private Forecast stored(Invoice invoice) {
        var snapshot = billing.explain(invoice.id()).snapshot();
        if (snapshot == null) {
            throw BillingProblem.INVOICE_IS_NO_FORECAST.refuse(invoice.number());
        }
        return history.replay(snapshot.document());
    }

    private Forecast now(Invoice invoice) {
        return forecasts.of(invoice.branch(), Set.of(invoice.customer()), invoice.period(), clock.now()).stream()
                .filter(one -> one.account().equals(invoice.account()))
                .findFirst()
                .orElseThrow(() -> HostProblem.ACCOUNT_UNKNOWN.refuse(invoice.account()))
                .answer()
                .orThrow();
    }
}
