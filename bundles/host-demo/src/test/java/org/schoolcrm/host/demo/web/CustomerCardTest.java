package org.schoolcrm.host.demo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.schoolcrm.host.demo.web.CustomerCard.LessonLine;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.LegalType;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.LessonId;
import org.schoolcrm.host.spi.LessonTypeId;
import org.schoolcrm.host.spi.StudyStatusId;
import org.schoolcrm.host.spi.SubjectId;

/** Which lessons the card calls the customer's. */
class CustomerCardTest {

    private static final DateRange UNTIL_THE_TENTH =
            new DateRange(LocalDate.parse("2026-09-01"), LocalDate.parse("2026-09-10"));

    @Test
    void lessons_of_a_group_that_the_customer_has_left_are_not_on_the_card() {
        var stayed = lesson(1, "2026-09-10T20:30:00Z", UNTIL_THE_TENTH, false);
        var left = lesson(2, "2026-09-10T21:30:00Z", UNTIL_THE_TENTH, false);
        var own = lesson(3, "2026-09-12T09:00:00Z", null, false);

        assertThat(card(left, own, stayed).lessons())
                .as("the last day ends at midnight of the branch")
                .extracting(LessonLine::id, LessonLine::start)
                .containsExactly(tuple(1L, "2026-09-10T23:30"), tuple(3L, "2026-09-12T12:00"));
    }

    @Test
    void a_lesson_that_the_customer_is_excused_from_is_shown_as_such() {
        assertThat(card(lesson(1, "2026-09-09T09:00:00Z", UNTIL_THE_TENTH, true))
                        .lessons())
                .extracting(LessonLine::excused)
                .containsExactly(true);
    }

    private static CustomerCard card(Lesson... lessons) {
        var facts = new CustomerFacts(
                new CustomerId(1),
                new BranchId(1),
                "Анна",
                LegalType.INDIVIDUAL,
                new StudyStatusId(1),
                true,
                List.of(),
                List.of(),
                List.of(),
                List.of(lessons),
                List.of(),
                List.of(),
                Set.of());
        return CustomerCard.of(facts, ZoneId.of("Europe/Moscow"));
    }

    private static Lesson lesson(long id, String start, @Nullable DateRange membership, boolean excused) {
        return new Lesson(
                new LessonId(id),
                Instant.parse(start),
                60,
                new SubjectId(1),
                new LessonTypeId(1),
                Lesson.Status.PLANNED,
                excused,
                membership);
    }
}
