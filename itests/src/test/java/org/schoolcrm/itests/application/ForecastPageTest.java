package org.schoolcrm.itests.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolcrm.forecast.api.Forecasts;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.Customers.CandidateFilter;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** Forecasting a page of customers costs the database the same, whatever its size. */
class ForecastPageTest {

    private static final Instant NOON = Instant.parse("2026-09-01T09:00:00Z");
    private static final BranchId CENTRE = new BranchId(1);
    private static final DateRange SEPTEMBER =
            new DateRange(LocalDate.parse("2026-09-01"), LocalDate.parse("2026-09-30"));

    @Test
    void a_page_is_forecast_with_the_same_statements_whatever_its_size_on_h2() {
        assertThat(statementsOfOnePage(TestDatabase.h2(), 400))
                .hasSizeBetween(5, 20)
                .isEqualTo(statementsOfOnePage(TestDatabase.h2(), 1));
    }

    @Test
    void a_page_is_forecast_with_the_same_statements_whatever_its_size_on_postgres() {
        assertThat(statementsOfOnePage(TestDatabase.postgres(), 400))
                .hasSizeBetween(5, 20)
                .isEqualTo(statementsOfOnePage(TestDatabase.postgres(), 1));
    }

    private static List<String> statementsOfOnePage(TestDatabase database, int customers) {
        try (database;
                var house = TestApplication.still(database, NOON, 900)) {
            var page = new HashSet<>(house.the(Customers.class)
                    .candidates(CENTRE, CandidateFilter.EVERYBODY, null, customers)
                    .customers());
            assertThat(page).hasSizeGreaterThan(customers * 3 / 4);
            house.statements();

            var forecasts = house.the(Forecasts.class).of(CENTRE, page, SEPTEMBER, NOON);

            var statements = house.statements();
            assertThat(forecasts).hasSizeGreaterThanOrEqualTo(page.size());
            assertThat(forecasts)
                    .allSatisfy(one -> assertThat(one.answer().forecast()).isNotNull());
            return statements;
        }
    }
}
