package org.schoolcrm.mailing.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermOptionTest {

    @ParameterizedTest(name = "{0} from {1} ends on {2}")
    @CsvSource({
        "UNLIMITED,         2026-09-01,",
        "DAYS_3,            2026-01-01, 2026-01-04",
        "DAYS_5,            2026-01-30, 2026-02-04",
        "DAYS_6,            2028-02-26, 2028-03-03",
        "WEEK_1,            2026-12-30, 2027-01-06",
        "WEEKS_2,           2026-09-01, 2026-09-15",
        "END_OF_MONTH,      2026-02-01, 2026-02-28",
        "END_OF_MONTH,      2028-02-29, 2028-02-29",
        "END_OF_NEXT_MONTH, 2026-01-31, 2026-02-28",
        "END_OF_NEXT_MONTH, 2026-12-15, 2027-01-31",
    })
    @DisplayName("R097 R098 exactly eight terms, each from the day of issue")
    void a_term_starts_on_the_day_of_issue(TermOption option, LocalDate issued, LocalDate until) {
        assertThat(option.from(issued).from()).isEqualTo(issued);
        assertThat(option.from(issued).until()).isEqualTo(until);
    }

    @Test
    void there_are_eight_of_them() {
        assertThat(TermOption.values()).hasSize(8);
    }
}
