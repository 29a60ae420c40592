package org.schoolcrm.forecast.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.forecast.api.ForecastSnapshot;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.Discount;
import org.schoolcrm.host.spi.Freeze;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.LessonTypeId;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.host.spi.Subscription.Rules;

/**
 * Writes what a forecast was made from as one canonical document: sorted, days as numbers since 1970, amounts in minor
 * units, and only what can matter to the window. {@link SnapshotReader} is its other half.
 */
final class SnapshotWriter {

    /** Changes with every change of the document or of the rules. */
    static final int VERSION = 1;

    /** The longest that a billing period under way can reach out of the window. */
    private static final int REACH = 31;

    private static final Comparator<DateRange> RANGES = Comparator.comparing(DateRange::begin)
            .thenComparing(DateRange::end, Comparator.nullsLast(Comparator.naturalOrder()));

    private final StringBuilder json = new StringBuilder(1_024);
    private final DateRange near;

    private SnapshotWriter(DateRange window) {
        var end = window.end();
        near = new DateRange(window.begin().minusDays(REACH), end == null ? null : end.plusDays(REACH));
    }

    static ForecastSnapshot write(ForecastRequest request, List<Visit> visits) {
        var document = new SnapshotWriter(request.window()).document(request, visits);
        return new ForecastSnapshot(document, sha256(document));
    }

    private String document(ForecastRequest request, List<Visit> visits) {
        var customer = request.customer();
        json.append("{\"v\":").append(VERSION);
        json.append(",\"customer\":").append(customer.id().value());
        json.append(",\"account\":").append(request.account().value());
        json.append(",\"currency\":\"").append(request.balance().currency().getCurrencyCode());
        json.append("\",\"balance\":").append(request.balance().minor());
        json.append(",\"zone\":\"").append(request.zone().getId());
        json.append("\",\"asOf\":");
        instant(request.asOf());
        json.append(",\"window\":[");
        days(request.window());
        json.append("],\"subscriptions\":[");
        customer.subscriptions().stream()
                .filter(one -> isNear(one.valid()))
                .sorted(Comparator.comparingLong(one -> one.id().value()))
                .forEach(this::subscription);
        endList().append(",\"lessons\":[");
        visits.forEach(this::visit);
        endList().append(",\"freezes\":[");
        customer.freezes().stream()
                .filter(freeze -> isNear(freeze.days()))
                .sorted(Comparator.<Freeze>comparingLong(freeze -> freeze.subscription() == null
                                ? -1
                                : freeze.subscription().value())
                        .thenComparing(Freeze::days, RANGES))
                .forEach(this::freeze);
        endList().append(",\"discounts\":[");
        customer.discounts().stream()
                .filter(discount -> isNear(discount.valid()))
                .sorted(Comparator.comparingLong(discount -> discount.id().value()))
                .forEach(this::discount);
        return endList().append('}').toString();
    }

    private void subscription(Subscription one) {
        json.append('[').append(one.id().value());
        json.append(',').append(one.separate() ? 1 : 0);
        name(one.unit());
        json.append(',').append(one.lessonCount());
        json.append(',').append(one.lessonsCharged());
        json.append(',').append(one.lessonsLeft()).append(',');
        subjects(one.subjects());
        types(one.lessonTypes());
        days(one.valid());
        json.append(",[");
        one.prices().stream()
                .sorted(Comparator.comparing(Subscription.Price::from).thenComparing(Subscription.Price::amount))
                .forEach(price -> json.append('[')
                        .append(price.from().toEpochDay())
                        .append(',')
                        .append(price.amount().minor())
                        .append("],"));
        endList().append(",[");
        numbers(one.posted().stream().filter(near::contains).toList(), LocalDate::toEpochDay);
        endList().append(',');
        rules(one.rules());
        json.append("],");
    }

    private void rules(Rules rules) {
        if (rules.equals(Rules.DEFAULT)) {
            json.append("[]");
            return;
        }
        json.append("[\"").append(rules.periods()).append('"');
        name(rules.proration());
        name(rules.packageLimit());
        json.append(',').append(rules.autoRenew() ? 1 : 0);
        name(rules.monthlyCharge());
        json.append(',').append(rules.tariffMinutes()).append(']');
    }

    private void visit(Visit visit) {
        var lesson = visit.lesson();
        json.append('[').append(lesson.id().value()).append(',');
        instant(lesson.start());
        json.append(',').append(lesson.minutes());
        json.append(',').append(lesson.subject().value());
        json.append(',').append(lesson.type().value());
        json.append(lesson.status() == Lesson.Status.PLANNED ? ",1]," : ",0],");
    }

    private void freeze(Freeze freeze) {
        json.append('[').append(freeze.subscription()).append(',');
        days(freeze.days());
        json.append("],");
    }

    private void discount(Discount discount) {
        json.append('[').append(discount.id().value());
        json.append(',').append(discount.basisPoints());
        json.append(',').append(discount.fixed().minor()).append(',');
        subjects(discount.subjects());
        types(discount.lessonTypes());
        days(discount.valid());
        json.append("],");
    }

    private void subjects(Set<SubjectId> subjects) {
        json.append('[');
        numbers(subjects, SubjectId::value);
        endList().append(',');
    }

    private void types(Set<LessonTypeId> types) {
        json.append('[');
        numbers(types, LessonTypeId::value);
        endList().append(',');
    }

    private <T> void numbers(Collection<T> values, ToLongFunction<T> number) {
        values.stream()
                .mapToLong(number)
                .sorted()
                .forEach(one -> json.append(one).append(','));
    }

    private void name(Enum<?> constant) {
        json.append(",\"").append(constant.name()).append('"');
    }

    private void days(DateRange days) {
        json.append(days.begin().toEpochDay()).append(',');
        json.append(epochDay(days.end()));
    }

    private static @Nullable Long epochDay(@Nullable LocalDate day) {
        return day == null ? null : day.toEpochDay();
    }

    /** Seconds since 1970, and what is left of a second only if there is something left. */
    private void instant(Instant instant) {
        json.append('[').append(instant.getEpochSecond());
        json.append(instant.getNano() == 0 ? "]" : "," + instant.getNano() + "]");
    }

    /** Elements end with a comma; the last one's gives way to the bracket. */
    private StringBuilder endList() {
        int last = json.length() - 1;
        if (json.charAt(last) == ',') {
            json.setLength(last);
        }
        return json.append(']');
    }

    private boolean isNear(DateRange days) {
        return near.intersect(days).isPresent();
    }

    private static String sha256(String document) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(document.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
