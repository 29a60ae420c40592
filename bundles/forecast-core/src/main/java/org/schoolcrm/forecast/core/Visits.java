package org.schoolcrm.forecast.core;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.host.spi.Lesson;

/** Which lessons count for a customer, in order: neither cancelled nor excused, while a member of the group, once each. */
final class Visits {

    static final Comparator<Lesson> IN_ORDER = Comparator.comparing(Lesson::start)
            .thenComparingLong(lesson -> lesson.id().value())
            .thenComparing(Lesson::status)
            .thenComparingLong(lesson -> lesson.subject().value())
            .thenComparingLong(lesson -> lesson.type().value())
            .thenComparingInt(Lesson::minutes);

    private Visits() {}

    static List<Visit> of(ForecastRequest request) {
        var lessons = new ArrayList<>(request.customer().lessons());
        lessons.sort(IN_ORDER);
        var seen = new HashSet<Long>(lessons.size() * 2);
        var visits = new ArrayList<Visit>(lessons.size());
        for (var lesson : lessons) {
            if (lesson.status() == Lesson.Status.CANCELLED || lesson.excused()) {
                continue;
            }
            var day = LocalDate.ofInstant(lesson.start(), request.zone());
            var membership = lesson.membership();
            if ((membership == null || membership.contains(day))
                    && seen.add(lesson.id().value())) {
                visits.add(new Visit(lesson, day, isToCome(lesson, day, request)));
            }
        }
        return visits;
    }

    private static boolean isToCome(Lesson lesson, LocalDate day, ForecastRequest request) {
        return lesson.status() == Lesson.Status.PLANNED
                && request.asOf().isBefore(lesson.start())
                && request.window().contains(day);
    }
}
