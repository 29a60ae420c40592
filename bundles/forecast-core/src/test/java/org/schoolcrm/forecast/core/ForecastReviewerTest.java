package org.schoolcrm.forecast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.schoolcrm.forecast.core.Pupil.MOSCOW;
import static org.schoolcrm.forecast.core.Pupil.days;
import static org.schoolcrm.forecast.core.Pupil.rub;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.schoolcrm.forecast.api.ForecastFact;
import org.schoolcrm.forecast.api.ForecastSnapshot;
import org.schoolcrm.forecast.spi.StoredForecast;
import org.schoolcrm.forecast.spi.StoredForecasts;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.Movement;

/** What was forecast beside what the CRM has charged. */
class ForecastReviewerTest {

    private static final BranchId CENTRE = new BranchId(1);

    private final List<StoredForecast> stored = new ArrayList<>();
    private final List<Movement> movements = new ArrayList<>();
    private int questions;
    private final ForecastReviewer reviewer = new ForecastReviewer(
            new ProjectedForecaster(),
            new Shelf(),
            (branch, customers, after) -> {
                questions++;
                return movements.stream()
                        .filter(one ->
                                customers.contains(one.customer()) && one.at().isAfter(after))
                        .toList();
            },
            () -> List.of(new Branch(CENTRE, "Центр", MOSCOW, Currency.getInstance("RUB"))));

    @Test
    void shows_day_by_day_what_was_forecast_and_what_was_charged() {
        store(1);
        charged(1, "2026-09-02T10:00:00Z", "-100");
        charged(1, "2026-09-03T21:30:00Z", "-80");

        var fact = reviewer.fact(1).orElseThrow();

        assertThat(fact.days())
                .extracting(ForecastFact.Day::date, ForecastFact.Day::projected, ForecastFact.Day::charged)
                .containsExactly(
                        tuple(LocalDate.parse("2026-09-02"), rub("100"), rub("100")),
                        tuple(LocalDate.parse("2026-09-03"), rub("100"), rub("0")),
                        tuple(LocalDate.parse("2026-09-04"), rub("0"), rub("80")));
        assertThat(fact.projected()).isEqualTo(rub("200"));
        assertThat(fact.charged()).isEqualTo(rub("180"));
        assertThat(fact.error()).isEqualTo(rub("20"));
    }

    @Test
    void counts_charges_of_the_account_after_the_forecast_until_the_end_of_its_window() {
        store(1);
        charged(1, "2026-08-31T20:59:59Z", "-1");
        charged(1, "2026-09-30T21:00:00Z", "-2");
        charged(1, "2026-09-30T20:59:59Z", "-4");
        charged(1, "2026-09-10T10:00:00Z", "500");
        movements.add(new Movement(
                new CustomerId(1), new AccountId(9), Instant.parse("2026-09-10T10:00:00Z"), rub("-8"), "Урок"));

        assertThat(reviewer.fact(1).orElseThrow().charged()).isEqualTo(rub("4"));
    }

    @Test
    void the_accuracy_of_a_branch_is_what_the_errors_leave_of_the_projected_sum() {
        for (int id = 1; id <= 1_200; id++) {
            store(id);
            charged(id, "2026-09-02T10:00:00Z", id % 4 == 0 ? "-150" : "-200");
        }

        var accuracy = reviewer.accuracy(CENTRE, days("2026-09-01", "2026-09-30"));

        assertThat(accuracy.forecasts()).isEqualTo(1_200);
        assertThat(accuracy.exact()).isEqualTo(900);
        assertThat(accuracy.projected()).isEqualTo(rub("240000"));
        assertThat(accuracy.charged()).isEqualTo(rub("225000"));
        assertThat(accuracy.error()).isEqualTo(rub("15000"));
        assertThat(accuracy.basisPoints()).isEqualTo(9_375);
        assertThat(questions).isEqualTo(3);
    }

    @Test
    void forecasts_of_another_version_are_counted_apart() {
        store(1);
        charged(1, "2026-09-02T10:00:00Z", "-200");
        stored.add(new StoredForecast(2, CENTRE, new CustomerId(2), new ForecastSnapshot("{\"v\":99}", "")));

        var accuracy = reviewer.accuracy(CENTRE, days("2026-09-01", "2026-09-30"));

        assertThat(accuracy.forecasts()).isEqualTo(1);
        assertThat(accuracy.unreadable()).isEqualTo(1);
        assertThat(accuracy.basisPoints()).isEqualTo(10_000);
    }

    @Test
    void an_invoice_that_is_no_forecast_has_no_fact() {
        assertThat(reviewer.fact(5)).isEmpty();
    }

    /** Two lessons of 100 in September. */
    private void store(long customer) {
        var forecast = new Pupil().perLesson("800", 8).lessons(2, "2026-09-02").owes("2026-09-01", "2026-09-30");
        stored.add(new StoredForecast(customer, CENTRE, new CustomerId(customer), forecast.snapshot()));
    }

    private void charged(long customer, String at, String amount) {
        movements.add(new Movement(new CustomerId(customer), AccountId.BASE, Instant.parse(at), rub(amount), "Урок"));
    }

    private final class Shelf implements StoredForecasts {

        @Override
        public Optional<StoredForecast> ofInvoice(long invoice) {
            return stored.stream().filter(one -> one.invoice() == invoice).findFirst();
        }

        @Override
        public List<StoredForecast> ended(BranchId branch, DateRange days, long after, int limit) {
            return stored.stream()
                    .filter(one -> one.branch().equals(branch) && one.invoice() > after)
                    .limit(limit)
                    .toList();
        }
    }
}
