package org.schoolcrm.rest.forecast;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.forecast.api.CostFilter;
import org.schoolcrm.forecast.api.CostRequest;
import org.schoolcrm.forecast.api.Forecasts;
import org.schoolcrm.forecast.api.PeriodUnit;
import org.schoolcrm.forecast.api.SubscriptionCosts;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.HostProblem;
import org.schoolcrm.host.spi.LessonTypeId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.money.Money;
import org.schoolcrm.problem.CommonProblem;
import org.schoolcrm.rest.http.Guard;
import org.schoolcrm.rest.http.Language;
import org.schoolcrm.rest.http.Parameters;
import org.schoolcrm.runtime.api.Clock;

/** What customers will owe, for any window and as of any instant; asking changes nothing. */
@Path("/forecasts")
@Produces(MediaType.APPLICATION_JSON)
public class ForecastResource {

    private static final int PAGE = 500;

    private final Forecasts forecasts;
    private final SubscriptionCosts costs;
    private final Customers customers;
    private final Branches branches;
    private final Clock clock;

    public ForecastResource(
            Forecasts forecasts, SubscriptionCosts costs, Customers customers, Branches branches, Clock clock) {
        this.forecasts = forecasts;
        this.costs = costs;
        this.customers = customers;
        this.branches = branches;
        this.clock = clock;
    }

    /** What the subscriptions of an account cost; without an amount none is active. */
    public record CostView(@Nullable Money amount, List<ForecastView.Line> lines) {}

    /**
     * One for every account of the customers, who may be named up to 500 times; from the as-of day to the end of its
     * month unless said otherwise.
     */
    @GET
    public List<ForecastView> forecast(
            @Context Guard guard,
            @Context HttpHeaders headers,
            @QueryParam("branch") long branch,
            @QueryParam("customer") List<Long> customer,
            @QueryParam("begin") @Nullable String begin,
            @QueryParam("end") @Nullable String end,
            @QueryParam("asOf") @Nullable String asOf) {
        var where = branches.find(guard.open(Permission.INVOICE_READ, new BranchId(branch)))
                .orElseThrow(() -> HostProblem.BRANCH_UNKNOWN.refuse(branch));
        if (customer.isEmpty() || customer.size() > PAGE) {
            throw CommonProblem.PARAMETER_INVALID.refuse("customer");
        }
        var at = Parameters.instant("asOf", asOf, clock.now());
        var first = Parameters.day("begin", begin, LocalDate.ofInstant(at, where.zone()));
        var window = new DateRange(first, Parameters.day("end", end, PeriodUnit.MONTH.lastDay(first)));
        var who = customer.stream().map(CustomerId::new).collect(Collectors.toSet());
        return forecasts.of(where.id(), who, window, at).stream()
                .map(one -> ForecastView.of(one, window, at, Language.of(headers)))
                .toList();
    }

    /** «По стоимости абонементов» (forecast-rules.md 4). */
    @GET
    @Path("/cost")
    public CostView cost(
            @Context Guard guard,
            @QueryParam("branch") long branch,
            @QueryParam("customer") long customer,
            @QueryParam("account") long account,
            @QueryParam("begin") @Nullable String begin,
            @QueryParam("end") @Nullable String end,
            @QueryParam("subject") @Nullable Long subject,
            @QueryParam("lessonType") @Nullable Long lessonType,
            @QueryParam("applyDiscounts") @DefaultValue("true") boolean applyDiscounts) {
        var where = branches.find(guard.open(Permission.INVOICE_READ, new BranchId(branch)))
                .orElseThrow(() -> HostProblem.BRANCH_UNKNOWN.refuse(branch));
        var today = clock.today(where.zone());
        var first = Parameters.day("begin", begin, today);
        var period = new DateRange(first, Parameters.day("end", end, first));
        var facts = customers.facts(where.id(), Set.of(new CustomerId(customer)), period, clock.now()).stream()
                .findFirst()
                .orElseThrow(() -> HostProblem.CUSTOMER_UNKNOWN.refuse(customer));
        var filter = new CostFilter(
                subject == null ? null : new SubjectId(subject),
                lessonType == null ? null : new LessonTypeId(lessonType),
                applyDiscounts);
        var cost = costs.cost(new CostRequest(
                facts, Parameters.account("account", account), where.currency(), today, period, filter));
        return new CostView(
                cost.amount().orElse(null),
                cost.lines().stream()
                        .map(line -> ForecastView.Line.of(line, facts))
                        .toList());
    }
}
