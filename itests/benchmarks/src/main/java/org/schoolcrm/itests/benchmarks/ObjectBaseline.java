package org.schoolcrm.itests.benchmarks;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.host.spi.Lesson;

/** The same sum as it is usually written: dates, decimals, streams, a line with a sentence for every lesson. */
final class ObjectBaseline {

    /** A charge and why. */
    record Line(LocalDate date, BigDecimal gross, BigDecimal net, String why) {}

    /** What is due and its lines. */
    record Result(BigDecimal due, List<Line> lines) {}

    private ObjectBaseline() {}

    static Result forecast(ForecastRequest request) {
        var customer = request.customer();
        var one = customer.subscriptions().get(0);
        var price = BigDecimal.valueOf(one.prices().get(0).amount().minor(), 2);
        var count = BigDecimal.valueOf(one.lessonCount());
        var lessons = customer.lessons().stream()
                .filter(lesson -> lesson.status() == Lesson.Status.PLANNED && !lesson.excused())
                .filter(lesson -> lesson.start().isAfter(request.asOf()))
                .filter(lesson -> one.subjects().contains(lesson.subject()))
                .filter(lesson -> request.window().contains(day(lesson, request)))
                .filter(lesson -> customer.freezes().stream()
                        .noneMatch(freeze -> freeze.days().contains(day(lesson, request))))
                .sorted(Comparator.comparing(Lesson::start))
                .toList();
        var lines = IntStream.range(0, lessons.size())
                .mapToObj(i -> {
                    int k = (one.lessonsCharged() + i) % one.lessonCount() + 1;
                    var gross = upTo(price, k, count).subtract(upTo(price, k - 1, count));
                    var date = day(lessons.get(i), request);
                    var net = customer.discounts().stream()
                            .filter(discount -> discount.valid().contains(date))
                            .reduce(
                                    gross,
                                    (sum, discount) ->
                                            sum.multiply(BigDecimal.valueOf(10_000L - discount.basisPoints(), 4)),
                                    BigDecimal::add)
                            .setScale(2, RoundingMode.HALF_UP);
                    return new Line(date, gross, net, date + " " + one.name() + ": " + gross + " -> " + net);
                })
                .toList();
        var total = lines.stream().map(Line::net).reduce(BigDecimal.ZERO, BigDecimal::add);
        var due = total.subtract(BigDecimal.valueOf(request.balance().minor(), 2));
        return new Result(due.max(BigDecimal.ZERO), lines);
    }

    private static BigDecimal upTo(BigDecimal price, int k, BigDecimal count) {
        return price.multiply(BigDecimal.valueOf(k)).divide(count, 2, RoundingMode.HALF_UP);
    }

    private static LocalDate day(Lesson lesson, ForecastRequest request) {
        return lesson.start().atZone(request.zone()).toLocalDate();
    }
}
