package org.schoolcrm.forecast.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolcrm.host.spi.DateRange;

class PeriodKindTest {

    @ParameterizedTest(name = "{1} of {0}: current to {2}, next to {3}")
    @DisplayName("R091 R092 the period rule: from the day of issue to the end of this unit, or of the next one")
    @CsvSource({
        "2026-09-01, MONTH, 2026-09-30, 2026-10-31",
        "2026-09-10, MONTH, 2026-09-30, 2026-10-31",
        "2026-09-30, MONTH, 2026-09-30, 2026-10-31",
        "2026-01-31, MONTH, 2026-01-31, 2026-02-28",
        "2028-01-31, MONTH, 2028-01-31, 2028-02-29",
        "2026-12-15, MONTH, 2026-12-31, 2027-01-31",
        "2026-09-02, WEEK,  2026-09-06, 2026-09-13",
        "2026-09-06, WEEK,  2026-09-06, 2026-09-13",
        "2026-09-02, DAY,   2026-09-02, 2026-09-03",
    })
    void a_window_begins_on_the_day_of_issue(LocalDate issued, PeriodUnit unit, LocalDate current, LocalDate next) {
        assertThat(PeriodKind.CURRENT.window(unit, issued)).isEqualTo(new DateRange(issued, current));
        assertThat(PeriodKind.NEXT.window(unit, issued)).isEqualTo(new DateRange(issued, next));
    }
}
