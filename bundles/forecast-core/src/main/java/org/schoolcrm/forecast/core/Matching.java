package org.schoolcrm.forecast.core;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.schoolcrm.forecast.api.ForecastWarning;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.host.spi.SubscriptionId;

/** Gives each lesson to the one subscription that pays for it, of whatever unit (forecast-rules.md 3, rule 5). */
record Matching(Map<SubscriptionId, List<Visit>> visits, List<ForecastWarning> warnings) {

    /** Who lists more of the lesson; then separate before base, earliest end, earliest begin, lowest id. */
    private static final Comparator<Subscription> FIRST = Comparator.comparingInt((Subscription one) -> -listed(one))
            .thenComparing(one -> !one.separate())
            .thenComparing(one -> one.valid().end(), Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(one -> one.valid().begin())
            .thenComparing(one -> one.id().value());

    static Matching of(List<Visit> visits, List<Subscription> subscriptions, Freezes freezes) {
        var found = new HashMap<SubscriptionId, List<Visit>>();
        var warnings = new ArrayList<ForecastWarning>();
        for (var visit : visits) {
            Subscription payer = null;
            boolean frozen = false;
            for (var one : subscriptions) {
                if (!covers(one, visit.lesson(), visit.day())) {
                    continue;
                }
                if (freezes.covers(one, visit.day())) {
                    frozen = true;
                } else if (payer == null || FIRST.compare(one, payer) < 0) {
                    payer = one;
                }
            }
            if (payer != null) {
                found.computeIfAbsent(payer.id(), id -> new ArrayList<>()).add(visit);
            } else if (visit.toCome() && !frozen) {
                warnings.add(warning(ForecastWarning.Kind.UNPRICED_LESSON, visit));
            }
        }
        return new Matching(found, warnings);
    }

    List<Visit> of(Subscription one) {
        return visits.getOrDefault(one.id(), List.of());
    }

    static ForecastWarning warning(ForecastWarning.Kind kind, Visit visit) {
        return new ForecastWarning(kind, visit.day(), visit.lesson().id());
    }

    private static boolean covers(Subscription one, Lesson lesson, LocalDate day) {
        return one.valid().contains(day)
                && (one.subjects().isEmpty() || one.subjects().contains(lesson.subject()))
                && (one.lessonTypes().isEmpty() || one.lessonTypes().contains(lesson.type()));
    }

    private static int listed(Subscription one) {
        return (one.subjects().isEmpty() ? 0 : 1) + (one.lessonTypes().isEmpty() ? 0 : 1);
    }
}
