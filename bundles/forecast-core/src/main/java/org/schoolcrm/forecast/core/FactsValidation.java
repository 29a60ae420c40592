package org.schoolcrm.forecast.core;

import static org.schoolcrm.forecast.api.ForecastProblem.AMOUNT_IMPLAUSIBLE;
import static org.schoolcrm.forecast.api.ForecastProblem.CURRENCY_MIXED;
import static org.schoolcrm.forecast.api.ForecastProblem.DATE_IMPLAUSIBLE;
import static org.schoolcrm.forecast.api.ForecastProblem.DISCOUNT_ENDS_BEFORE_IT_BEGINS;
import static org.schoolcrm.forecast.api.ForecastProblem.DISCOUNT_OUT_OF_RANGE;
import static org.schoolcrm.forecast.api.ForecastProblem.FACTS_UNREADABLE;
import static org.schoolcrm.forecast.api.ForecastProblem.FREEZE_ENDS_BEFORE_IT_BEGINS;
import static org.schoolcrm.forecast.api.ForecastProblem.LESSON_COUNT_OUT_OF_RANGE;
import static org.schoolcrm.forecast.api.ForecastProblem.LESSON_LENGTH_OUT_OF_RANGE;
import static org.schoolcrm.forecast.api.ForecastProblem.PRICE_MISSING;
import static org.schoolcrm.forecast.api.ForecastProblem.PRICE_NEGATIVE;
import static org.schoolcrm.forecast.api.ForecastProblem.SUBSCRIPTION_ENDS_BEFORE_IT_BEGINS;
import static org.schoolcrm.forecast.api.ForecastProblem.SUBSCRIPTION_TWICE;
import static org.schoolcrm.forecast.api.ForecastProblem.TOO_MANY_RECORDS;
import static org.schoolcrm.forecast.api.ForecastProblem.WINDOW_OUT_OF_RANGE;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.Discount;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.host.spi.Subscription.BillingUnit;
import org.schoolcrm.money.Money;

/** Refuses facts that no amount can be computed from; what passes cannot fail later. */
final class FactsValidation {

    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2199, 12, 31);
    private static final Instant FIRST = EARLIEST.atStartOfDay(ZoneOffset.UTC).toInstant();
    private static final Instant LAST = LATEST.atStartOfDay(ZoneOffset.UTC).toInstant();
    private static final int LONGEST_WINDOW = 3_660;
    private static final int MOST_LESSONS = 10_000;
    private static final int MOST_RECORDS = 1_000;
    private static final int MINUTES_OF_A_DAY = 24 * 60;
    private static final int WHOLE = 10_000;
    private static final long MOST_WHOLE_UNITS = 10_000_000_000L;

    private final Currency currency;
    private final long mostMinor;

    private FactsValidation(Currency currency) {
        this.currency = currency;
        long minor = MOST_WHOLE_UNITS;
        for (int digit = 0; digit < currency.getDefaultFractionDigits(); digit++) {
            minor *= 10;
        }
        this.mostMinor = minor;
    }

    /** Checks everything about the customer in a fixed order; the first fault is the refusal. */
    static void check(CustomerFacts customer, DateRange window, Currency currency) {
        if (!customer.flaws().isEmpty()) {
            throw FACTS_UNREADABLE.refuse(String.join("; ", customer.flaws()));
        }
        checkWindow(window);
        limit(customer.lessons(), MOST_LESSONS);
        limit(customer.subscriptions(), MOST_RECORDS);
        limit(customer.freezes(), MOST_RECORDS);
        limit(customer.discounts(), MOST_RECORDS);
        var validation = new FactsValidation(currency);
        validation.subscriptions(customer.subscriptions());
        validation.lessons(customer);
        for (var freeze : customer.freezes()) {
            if (freeze.days().isBackwards()) {
                throw FREEZE_ENDS_BEFORE_IT_BEGINS.refuse(inWords(freeze.days()));
            }
            days(freeze.days());
        }
        customer.discounts().forEach(validation::discount);
    }

    static void checkBalance(Money balance) {
        new FactsValidation(balance.currency()).amount(balance);
    }

    private static void checkWindow(DateRange window) {
        var end = window.end();
        if (end == null || window.isBackwards() || ChronoUnit.DAYS.between(window.begin(), end) >= LONGEST_WINDOW) {
            throw WINDOW_OUT_OF_RANGE.refuse(inWords(window));
        }
        days(window);
    }

    private void subscriptions(List<Subscription> all) {
        var ids = new HashSet<Long>();
        for (var one : all) {
            if (!ids.add(one.id().value())) {
                throw SUBSCRIPTION_TWICE.refuse(one.id());
            }
            subscription(one);
        }
    }

    private void subscription(Subscription one) {
        if (one.valid().isBackwards()) {
            throw SUBSCRIPTION_ENDS_BEFORE_IT_BEGINS.refuse(one.id());
        }
        days(one.valid());
        if (one.unit() == BillingUnit.LESSON && (one.lessonCount() < 1 || one.lessonCount() > MOST_LESSONS)) {
            throw LESSON_COUNT_OUT_OF_RANGE.refuse(one.id());
        }
        var tariff = one.rules().tariffMinutes();
        if (tariff != null && (tariff < 1 || tariff > MINUTES_OF_A_DAY)) {
            throw LESSON_LENGTH_OUT_OF_RANGE.refuse(tariff);
        }
        if (one.prices().isEmpty()) {
            throw PRICE_MISSING.refuse(one.id());
        }
        for (var price : one.prices()) {
            if (price.amount().isNegative()) {
                throw PRICE_NEGATIVE.refuse(one.id());
            }
            amount(price.amount());
            day(price.from());
        }
        one.posted().forEach(FactsValidation::day);
    }

    private void lessons(CustomerFacts customer) {
        boolean lengthMatters =
                customer.subscriptions().stream().anyMatch(one -> one.rules().tariffMinutes() != null);
        for (var lesson : customer.lessons()) {
            if (lesson.start().isBefore(FIRST) || lesson.start().isAfter(LAST)) {
                throw DATE_IMPLAUSIBLE.refuse(lesson.start());
            }
            if (lengthMatters && (lesson.minutes() < 1 || lesson.minutes() > MINUTES_OF_A_DAY)) {
                throw LESSON_LENGTH_OUT_OF_RANGE.refuse(lesson.minutes());
            }
        }
    }

    private void discount(Discount discount) {
        if (discount.valid().isBackwards()) {
            throw DISCOUNT_ENDS_BEFORE_IT_BEGINS.refuse(discount.id());
        }
        days(discount.valid());
        if (discount.basisPoints() < 0
                || discount.basisPoints() > WHOLE
                || discount.fixed().isNegative()) {
            throw DISCOUNT_OUT_OF_RANGE.refuse(discount.id());
        }
        amount(discount.fixed());
    }

    private void amount(Money amount) {
        if (!amount.currency().equals(currency)) {
            throw CURRENCY_MIXED.refuse(amount);
        }
        if (amount.minor() > mostMinor || amount.minor() < -mostMinor) {
            throw AMOUNT_IMPLAUSIBLE.refuse(amount);
        }
    }

    private static void days(DateRange days) {
        day(days.begin());
        if (days.end() != null) {
            day(days.end());
        }
    }

    private static String inWords(DateRange days) {
        return days.begin() + " – " + days.end();
    }

    private static void day(LocalDate day) {
        if (day.isBefore(EARLIEST) || day.isAfter(LATEST)) {
            throw DATE_IMPLAUSIBLE.refuse(day);
        }
    }

    private static void limit(List<?> records, int most) {
        if (records.size() > most) {
            throw TOO_MANY_RECORDS.refuse(records.size());
        }
    }
}
