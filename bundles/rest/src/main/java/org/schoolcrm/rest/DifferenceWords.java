package org.schoolcrm.rest;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.forecast.api.ForecastDifference;
import org.schoolcrm.host.spi.Discount;
import org.schoolcrm.problem.Words;

/** Says why a forecast has changed: «+1 занятие 14.09», «−10 % скидка закончилась». */
final class DifferenceWords {

    private static final Words WORDS = Words.of(DifferenceWords.class);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("dd.MM");

    private DifferenceWords() {}

    static String of(ForecastDifference difference, Locale language) {
        return WORDS.in(
                language, difference.kind().name(), List.of(day(difference.date()), discount(difference.discount())));
    }

    private static String day(@Nullable LocalDate day) {
        return day == null ? "" : SHORT.format(day);
    }

    private static String discount(@Nullable Discount discount) {
        if (discount == null) {
            return "";
        }
        var percent = BigDecimal.valueOf(discount.basisPoints(), 2).stripTrailingZeros();
        return discount.basisPoints() == 0 ? "−" + discount.fixed() : "−" + percent.toPlainString() + " %";
    }
}
