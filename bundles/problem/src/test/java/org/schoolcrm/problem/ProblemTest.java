package org.schoolcrm.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.schoolcrm.problem.SampleProblem.CUP_IS_EMPTY;
import static org.schoolcrm.problem.SampleProblem.TOO_HOT;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void has_a_stable_address_made_of_its_name() {
        assertThat(CUP_IS_EMPTY.uri()).hasToString("urn:problem:cup-is-empty");
    }

    @Test
    void speaks_the_language_of_the_caller_and_russian_to_everybody_else() {
        assertThat(CUP_IS_EMPTY.title(Locale.ENGLISH)).isEqualTo("The cup is empty");
        assertThat(CUP_IS_EMPTY.title(Locale.forLanguageTag("ru"))).isEqualTo("Чашка пуста");
        assertThat(CUP_IS_EMPTY.title(Locale.FRENCH)).isEqualTo("Чашка пуста");
    }

    @Test
    void shows_numbers_as_they_are() {
        assertThat(CUP_IS_EMPTY.detail(Locale.ENGLISH, List.of(1234567L))).contains("cup 1234567:");
    }

    @Test
    void repeats_its_title_where_there_is_no_more_to_say() {
        assertThat(TOO_HOT.detail(Locale.ENGLISH, List.of())).isEqualTo("Too hot");
    }

    @Test
    void says_more_where_it_knows_more() {
        assertThat(CUP_IS_EMPTY.detail(Locale.ENGLISH, List.of(7, "tea"))).isEqualTo("Pour tea into cup 7");
    }

    @Test
    void names_every_field_that_is_wrong_at_once() {
        var checks = new FieldChecks()
                .require(false, "cup", CUP_IS_EMPTY, 7)
                .require(true, "spoon", TOO_HOT)
                .require(false, "tea", TOO_HOT);

        var refusal = catchThrowableOfType(ProblemException.class, () -> checks.refuseAs(TOO_HOT));

        assertThat(refusal.fields()).extracting(FieldProblem::field).containsExactly("cup", "tea");
        assertThatCode(() -> new FieldChecks().refuseAs(TOO_HOT)).doesNotThrowAnyException();
    }
}
