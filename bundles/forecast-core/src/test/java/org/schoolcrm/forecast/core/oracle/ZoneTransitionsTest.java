package org.schoolcrm.forecast.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.forecast.core.ProjectedForecaster;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.LessonId;
import org.schoolcrm.host.spi.LessonTypeId;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.host.spi.Subscription.BillingUnit;
import org.schoolcrm.host.spi.SubscriptionId;
import org.schoolcrm.money.Money;

/** Lessons around every change of the clock from 2000 to 2040, in every zone that there is. */
class ZoneTransitionsTest {

    private static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2041-01-01T00:00:00Z");
    private static final long DAY = 86_400;

    private final ProjectedForecaster forecaster = new ProjectedForecaster();

    @Test
    void a_lesson_near_a_change_of_the_clock_is_charged_on_the_day_that_the_clock_showed() {
        var wrong = new ArrayList<String>();
        int transitions = 0;
        for (var id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            var zone = ZoneId.of(id);
            var next = zone.getRules().nextTransition(FROM);
            while (next != null && next.getInstant().isBefore(UNTIL)) {
                transitions++;
                if (!charged(zone, next).equals(expected(next))) {
                    wrong.add(zone + " " + next + ": " + charged(zone, next) + " instead of " + expected(next));
                }
                next = zone.getRules().nextTransition(next.getInstant());
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(transitions).isGreaterThan(10_000);
    }

    /** Within a second of the change, of the change as clocks of either side show it, and of midnights by either side. */
    private static List<Instant> moments(ZoneOffsetTransition change) {
        var moments = new TreeSet<Instant>();
        long gap = Math.abs(change.getDuration().toSeconds());
        long at = change.toEpochSecond();
        for (var offset : List.of(change.getOffsetBefore(), change.getOffsetAfter())) {
            long midnight = Math.floorDiv(at + offset.getTotalSeconds(), DAY) * DAY - offset.getTotalSeconds();
            for (long near : new long[] {at, at - gap, at + gap, midnight, midnight + DAY}) {
                for (int second = -1; second <= 1; second++) {
                    moments.add(Instant.ofEpochSecond(near + second));
                }
            }
        }
        return List.copyOf(moments);
    }

    private static LocalDate day(Instant moment, ZoneOffsetTransition change) {
        var offset = moment.isBefore(change.getInstant()) ? change.getOffsetBefore() : change.getOffsetAfter();
        return LocalDate.ofEpochDay(Math.floorDiv(moment.getEpochSecond() + offset.getTotalSeconds(), DAY));
    }

    /** Lessons of the very day of the change, and of it alone: the window is that one day. */
    private static List<String> expected(ZoneOffsetTransition change) {
        var moments = moments(change);
        var today = day(change.getInstant(), change);
        var expected = new ArrayList<String>();
        for (int i = 0; i < moments.size(); i++) {
            if (day(moments.get(i), change).equals(today)) {
                expected.add(i + " " + today);
            }
        }
        return expected;
    }

    private List<String> charged(ZoneId zone, ZoneOffsetTransition change) {
        var moments = moments(change);
        var lessons = new ArrayList<Lesson>();
        for (int i = 0; i < moments.size(); i++) {
            lessons.add(new Lesson(
                    new LessonId(i),
                    moments.get(i),
                    60,
                    new SubjectId(1),
                    new LessonTypeId(1),
                    Lesson.Status.PLANNED,
                    false,
                    null));
        }
        var today = day(change.getInstant(), change);
        var facts = Shrinking.with(
                RandomCase.forecast(1).customer(), List.of(byTheLesson()), lessons, List.of(), List.of());
        var forecast = forecaster.forecast(new ForecastRequest(
                facts, AccountId.BASE, Money.ofMinor(0, "RUB"), new DateRange(today, today), Instant.EPOCH, zone));
        return forecast.lines().stream().map(ZoneTransitionsTest::text).toList();
    }

    private static String text(ForecastLine line) {
        return line.lesson() + " " + line.date();
    }

    private static Subscription byTheLesson() {
        var begin = LocalDate.ofInstant(FROM, ZoneOffset.UTC).minusDays(2);
        return new Subscription(
                new SubscriptionId(1),
                "Абонемент",
                false,
                BillingUnit.LESSON,
                1,
                0,
                0,
                Set.of(),
                Set.of(),
                new DateRange(begin, null),
                List.of(new Subscription.Price(begin, Money.ofMinor(1, "RUB"))),
                Set.of(),
                Subscription.Rules.DEFAULT);
    }
}
