package org.schoolcrm.forecast.core.oracle;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.forecast.api.Forecast;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.forecast.api.Forecaster;
import org.schoolcrm.host.spi.Lesson;

/** An answer of the oracle, and the text in which it is compared with a forecast. */
record Answer(
        BigInteger amount,
        List<Line> lines,
        List<Warning> warnings,
        @Nullable LocalDate paidThrough) {

    /** A charge; amounts in minor units. */
    record Line(
            String kind,
            LocalDate date,
            LocalDate through,
            long subscription,
            @Nullable Lesson lesson,
            BigInteger gross,
            BigInteger discount,
            List<Long> discounts) {

        static final Comparator<Line> ORDER = Comparator.comparing(Line::date)
                .thenComparing(Line::subscription)
                .thenComparing(Line::kind)
                .thenComparing(line -> line.lesson == null ? Instant.MIN : line.lesson.start())
                .thenComparing(
                        line -> line.lesson == null ? 0 : line.lesson.id().value());

        BigInteger net() {
            return gross.subtract(discount);
        }

        Line undiscounted() {
            return new Line(kind, date, through, subscription, lesson, gross, BigInteger.ZERO, List.of());
        }

        @Override
        public String toString() {
            return text(
                    kind,
                    date,
                    through,
                    subscription,
                    lesson == null ? null : lesson.subject(),
                    lesson == null ? null : lesson.id(),
                    gross,
                    discount,
                    discounts);
        }
    }

    /** A warning of one lesson. */
    record Warning(String kind, LocalDate date, long lesson) {

        static final Comparator<Warning> ORDER =
                Comparator.comparing(Warning::date).thenComparing(Warning::lesson);

        @Override
        public String toString() {
            return kind + " " + date + " l" + lesson;
        }
    }

    /** One line of text for everything that must be equal. */
    List<String> text() {
        var text = new ArrayList<String>();
        text.add("amount " + amount);
        lines.forEach(line -> text.add(line.toString()));
        warnings.forEach(warning -> text.add(warning.toString()));
        text.add("paid through " + paidThrough);
        return text;
    }

    /** What a forecaster answers, or how it fails. */
    static List<String> text(Forecaster forecaster, ForecastRequest request) {
        try {
            return text(forecaster.forecast(request));
        } catch (RuntimeException failure) {
            return List.of(failure.toString());
        }
    }

    static List<String> text(Forecast forecast) {
        var text = new ArrayList<String>();
        text.add("amount " + forecast.amount().minor());
        forecast.lines().forEach(line -> text.add(text(line)));
        forecast.warnings()
                .forEach(warning -> text.add(warning.kind() + " " + warning.date() + " l"
                        + warning.lesson().value()));
        text.add("paid through " + forecast.paidThrough());
        return text;
    }

    static String text(ForecastLine line) {
        return text(
                line.kind(),
                line.date(),
                line.through(),
                line.subscription().value(),
                line.subject(),
                line.lesson(),
                line.gross().minor(),
                line.discount().minor(),
                line.discounts().stream().map(discount -> discount.id().value()).toList());
    }

    private static String text(
            Object kind,
            LocalDate date,
            LocalDate through,
            long subscription,
            @Nullable Object subject,
            @Nullable Object lesson,
            Object gross,
            Object discount,
            List<Long> discounts) {
        return kind + " " + date + ".." + through + " s" + subscription + " subject " + subject + " lesson " + lesson
                + " " + gross + " - " + discount + " by " + discounts;
    }
}
