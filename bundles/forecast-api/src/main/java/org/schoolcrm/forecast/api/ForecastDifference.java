package org.schoolcrm.forecast.api;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.Discount;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.host.spi.SubscriptionId;
import org.schoolcrm.money.Money;
import org.schoolcrm.problem.Words;

/**
 * One reason why a forecast changed.
 *
 * @param date of the charge, null where the reason is not about one charge
 * @param amount how much more the account owes by it; negative when it owes less. All of them together make the
 *     difference of the two sums that are due, before either is cut at nothing
 * @param discount which one, with {@link Kind#DISCOUNT_BEGAN} and {@link Kind#DISCOUNT_ENDED}
 */
public record ForecastDifference(
        Kind kind,
        @Nullable LocalDate date,
        @Nullable SubscriptionId subscription,
        @Nullable SubjectId subject,
        Money amount,
        @Nullable Discount discount) {

    private static final Words WORDS = Words.of(ForecastDifference.class);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("dd.MM");

    /** What happened. */
    public enum Kind {
        LESSON_ADDED,
        LESSON_GONE,
        PERIOD_ADDED,
        PERIOD_GONE,
        PACKAGE_ADDED,
        PACKAGE_GONE,
        PRICE_CHANGED,
        DISCOUNT_BEGAN,
        DISCOUNT_ENDED,
        /** The kopeck rule gave a lesson one minor unit more or less. */
        ROUNDING,
        BALANCE_CHANGED
    }

    /** In words: «+1 занятие 14.09», «−10 % скидка закончилась». */
    public String text(Locale language) {
        return WORDS.in(language, kind.name(), List.of(date == null ? "" : SHORT.format(date), discountText()));
    }

    private String discountText() {
        if (discount == null) {
            return "";
        }
        var percent = BigDecimal.valueOf(discount.basisPoints(), 2).stripTrailingZeros();
        return discount.basisPoints() == 0 ? "−" + discount.fixed() : "−" + percent.toPlainString() + " %";
    }
}
