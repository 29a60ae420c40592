package org.schoolcrm.rest.forecast;

import java.time.LocalDate;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.BillingProblem;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.forecast.api.ForecastFact;
import org.schoolcrm.forecast.api.ForecastReview;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.money.Money;
import org.schoolcrm.rest.http.Guard;
import org.schoolcrm.rest.http.Parameters;

/** Forecasts beside what the CRM has charged. */
@Path("/forecast-review")
@Produces(MediaType.APPLICATION_JSON)
public class ForecastReviewResource {

    private final ForecastReview review;
    private final Billing billing;

    public ForecastReviewResource(ForecastReview review, Billing billing) {
        this.review = review;
        this.billing = billing;
    }

    /** How right the forecasts of a branch were; {@code basisPoints} is hundredths of a percent. */
    public record AccuracyView(
            BranchId branch,
            LocalDate begin,
            LocalDate end,
            int forecasts,
            int exact,
            int unreadable,
            Money projected,
            Money charged,
            Money error,
            int basisPoints) {}

    /** Of the forecasts whose period ended on one of the days, both ends included. */
    @GET
    public AccuracyView accuracy(
            @Context Guard guard,
            @QueryParam("branch") long branch,
            @QueryParam("begin") @Nullable String begin,
            @QueryParam("end") @Nullable String end) {
        var where = guard.open(Permission.INVOICE_READ, new BranchId(branch));
        var first = Parameters.required("begin", begin);
        var last = Parameters.required("end", end);
        var found = review.accuracy(where, new DateRange(first, last));
        return new AccuracyView(
                where,
                first,
                last,
                found.forecasts(),
                found.exact(),
                found.unreadable(),
                found.projected(),
                found.charged(),
                found.error(),
                found.basisPoints());
    }

    /** Day by day, for one invoice. */
    @GET
    @Path("/{invoice}")
    public ForecastFact fact(@Context Guard guard, @PathParam("invoice") InvoiceId id) {
        var invoice = billing.find(id)
                .filter(one -> guard.sees(one.branch()))
                .orElseThrow(() -> BillingProblem.INVOICE_UNKNOWN.refuse(id));
        guard.open(Permission.INVOICE_READ, invoice.branch());
        return review.fact(id.value())
                .orElseThrow(() -> BillingProblem.INVOICE_IS_NO_FORECAST.refuse(invoice.number()));
    }
}
