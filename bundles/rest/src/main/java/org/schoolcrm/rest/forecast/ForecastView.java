package org.schoolcrm.rest.forecast;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.forecast.api.CustomerForecast;
import org.schoolcrm.forecast.api.Forecast;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.forecast.api.ForecastWarning;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.Discount;
import org.schoolcrm.host.spi.LessonId;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.host.spi.SubscriptionId;
import org.schoolcrm.money.Money;
import org.schoolcrm.rest.http.ProblemDocument;

/**
 * What one account of a customer will owe, line by line; or the problem in its place.
 *
 * @param accountName the subscription that the account belongs to, null for the base account
 */
public record ForecastView(
        CustomerId customer,
        AccountId account,
        @Nullable String accountName,
        Instant asOf,
        LocalDate begin,
        @Nullable LocalDate end,
        @Nullable Sum sum,
        @Nullable ProblemDocument problem) {

    /** An amount with everything that makes it; {@code snapshot} is the hash of what it was made from. */
    public record Sum(
            Money amount,
            Money charges,
            Money balance,
            @Nullable LocalDate paidThrough,
            List<Line> lines,
            List<Warning> warnings,
            String snapshot) {}

    /** One charge to come; percent and fixed amount are those of each discount that was taken. */
    public record Line(
            ForecastLine.Kind kind,
            LocalDate date,
            LocalDate through,
            SubscriptionId subscription,
            @Nullable String subscriptionName,
            @Nullable SubjectId subject,
            @Nullable LessonId lesson,
            Money gross,
            Money discount,
            Money net,
            List<Off> discounts) {

        static Line of(ForecastLine line, CustomerFacts customer) {
            return new Line(
                    line.kind(),
                    line.date(),
                    line.through(),
                    line.subscription(),
                    customer.subscription(line.subscription())
                            .map(Subscription::name)
                            .orElse(null),
                    line.subject(),
                    line.lesson(),
                    line.gross(),
                    line.discount(),
                    line.net(),
                    line.discounts().stream().map(Off::of).toList());
        }
    }

    /** A discount: hundredths of a percent, or so much off every charge. */
    public record Off(int basisPoints, Money fixed) {

        static Off of(Discount discount) {
            return new Off(discount.basisPoints(), discount.fixed());
        }
    }

    /** Something to look at that does not change the amount. */
    public record Warning(ForecastWarning.Kind kind, LocalDate date, LessonId lesson) {}

    static ForecastView of(CustomerForecast one, DateRange window, Instant asOf, Locale language) {
        var refusal = one.answer().refusal();
        var forecast = one.answer().forecast();
        return new ForecastView(
                one.customer().id(),
                one.account(),
                accountName(one.customer(), one.account()),
                asOf,
                window.begin(),
                window.end(),
                forecast == null ? null : sum(forecast, one.customer()),
                refusal == null
                        ? null
                        : ProblemDocument.of(refusal.type(), refusal.arguments(), refusal.fields(), language));
    }

    public static @Nullable String accountName(CustomerFacts customer, AccountId account) {
        return account.isBase()
                ? null
                : customer.subscription(new SubscriptionId(account.value()))
                        .map(Subscription::name)
                        .orElse(null);
    }

    private static Sum sum(Forecast forecast, CustomerFacts customer) {
        return new Sum(
                forecast.amount(),
                forecast.charges(),
                forecast.balance(),
                forecast.paidThrough(),
                forecast.lines().stream().map(line -> Line.of(line, customer)).toList(),
                forecast.warnings().stream()
                        .map(warning -> new Warning(warning.kind(), warning.date(), warning.lesson()))
                        .toList(),
                forecast.snapshot().sha256());
    }
}
