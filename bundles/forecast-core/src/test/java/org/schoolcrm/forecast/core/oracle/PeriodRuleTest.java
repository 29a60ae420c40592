package org.schoolcrm.forecast.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.schoolcrm.forecast.api.PeriodKind;
import org.schoolcrm.forecast.api.PeriodUnit;
import org.schoolcrm.host.spi.DateRange;

/** The period rule for every day of four decades. */
class PeriodRuleTest {

    @Test
    void every_day_from_2000_to_2040_opens_the_window_that_a_wall_calendar_shows() {
        var wrong = new ArrayList<String>();
        int days = 0;
        for (var day : NaiveCalendar.days(LocalDate.of(2000, 1, 1), LocalDate.of(2040, 12, 31))) {
            days++;
            for (var kind : PeriodKind.values()) {
                for (var unit : PeriodUnit.values()) {
                    var expected = new DateRange(day, NaiveCalendar.lastDayOfWindow(kind, unit, day));
                    if (!kind.window(unit, day).equals(expected)) {
                        wrong.add(kind + " " + unit + " " + expected);
                    }
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(days).isEqualTo(14_976);
    }
}
