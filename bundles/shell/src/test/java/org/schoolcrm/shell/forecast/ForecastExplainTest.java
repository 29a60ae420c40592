package org.schoolcrm.shell.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolcrm.forecast.api.CustomerForecast;
import org.schoolcrm.forecast.api.Forecast;
import org.schoolcrm.forecast.api.ForecastAnswer;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.forecast.api.ForecastProblem;
import org.schoolcrm.forecast.api.ForecastSnapshot;
import org.schoolcrm.forecast.api.Forecasts;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.Discount;
import org.schoolcrm.host.spi.DiscountId;
import org.schoolcrm.host.spi.LegalType;
import org.schoolcrm.host.spi.LessonId;
import org.schoolcrm.host.spi.StudyStatusId;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.host.spi.SubscriptionId;
import org.schoolcrm.money.Money;

class ForecastExplainTest {

    private static final Branch CENTRE =
            new Branch(new BranchId(1), "Центр", ZoneId.of("Europe/Moscow"), Currency.getInstance("RUB"));
    private static final Instant NOW = Instant.parse("2026-09-10T09:00:00Z");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ForecastExplain command = new ForecastExplain();
    private ForecastAnswer answer = ForecastAnswer.of(forecast());
    private String asked = "";

    private final Forecasts forecasts = (branch, customers, window, asOf) -> {
        asked = window.begin() + ".." + window.end() + " as of " + asOf;
        return customers.contains(new CustomerId(17))
                ? List.of(new CustomerForecast(customer(), AccountId.BASE, answer))
                : List.of();
    };

    @Test
    void shows_every_line_with_its_discount_and_what_makes_the_amount() {
        assertThat(run(17))
                .contains("Анна, Центр, base account, 2026-09-10..2026-09-30 as of 2026-09-10T12:00+03:00")
                .containsPattern("2026-09-14 .*LESSON.*500.00.*62.50.*437.50.*−12.5 %")
                .contains("charges 437.50 RUB, balance -100.00 RUB, to pay 537.50 RUB")
                .doesNotContain("null")
                .contains("snapshot abc");
    }

    @Test
    void asks_for_the_instant_and_the_days_that_are_named() {
        command.asOf = "2026-08-01";
        command.window = "next-week";
        run(17);
        assertThat(asked).isEqualTo("2026-08-01..2026-08-09 as of 2026-07-31T21:00:00Z");

        command.asOf = "2026-08-01T10:00:00Z";
        command.window = "2026-09-01..2026-10-31";
        run(17);
        assertThat(asked).isEqualTo("2026-09-01..2026-10-31 as of 2026-08-01T10:00:00Z");
    }

    @Test
    void says_in_words_why_there_is_no_forecast() {
        answer = ForecastAnswer.of(ForecastProblem.PRICE_MISSING.refuse(new SubscriptionId(5)));

        assertThat(run(17)).contains("price-missing: Enter a price in the CRM: 5");
        assertThat(run(18)).contains("No branch has a customer 18");
    }

    @Test
    void refuses_a_window_that_is_none() {
        command.window = "sometime";

        assertThatThrownBy(() -> run(17)).hasMessageContaining("not sometime");
    }

    private String run(long customer) {
        bytes.reset();
        command.customer = customer;
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        command.explain(out, forecasts, List.of(CENTRE), NOW);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Forecast forecast() {
        var discount = new Discount(
                new DiscountId(1),
                1250,
                rub("0"),
                Set.of(),
                Set.of(),
                new DateRange(LocalDate.parse("2026-01-01"), null));
        var day = LocalDate.parse("2026-09-14");
        var line = new ForecastLine(
                ForecastLine.Kind.LESSON,
                day,
                day,
                new SubscriptionId(5),
                new SubjectId(1),
                new LessonId(3),
                rub("500"),
                rub("62.50"),
                List.of(discount));
        return new Forecast(
                rub("537.50"), rub("-100"), List.of(line), List.of(), null, new ForecastSnapshot("{}", "abc"));
    }

    private static CustomerFacts customer() {
        return new CustomerFacts(
                new CustomerId(17),
                CENTRE.id(),
                "Анна",
                LegalType.INDIVIDUAL,
                new StudyStatusId(1),
                true,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of());
    }

    private static Money rub(String amount) {
        return Money.of(amount, "RUB");
    }
}
