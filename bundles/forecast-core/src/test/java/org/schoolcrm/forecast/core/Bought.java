package org.schoolcrm.forecast.core;

import static org.schoolcrm.forecast.core.Pupil.rub;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.LessonTypeId;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.host.spi.Subscription.BillingUnit;
import org.schoolcrm.host.spi.Subscription.MonthlyCharge;
import org.schoolcrm.host.spi.Subscription.PackageLimit;
import org.schoolcrm.host.spi.Subscription.Periods;
import org.schoolcrm.host.spi.Subscription.Price;
import org.schoolcrm.host.spi.Subscription.Proration;
import org.schoolcrm.host.spi.Subscription.Rules;
import org.schoolcrm.host.spi.SubscriptionId;

/** A subscription put together for a test, on the base account from 2026-01-01 for anything unless said otherwise. */
final class Bought {

    private final BillingUnit unit;
    private final int count;
    private final List<Price> prices = new ArrayList<>();
    private final Set<LocalDate> posted = new HashSet<>();
    private boolean separate;
    private int charged;
    private int left;
    private Set<SubjectId> subjects = Set.of();
    private Set<LessonTypeId> types = Set.of();
    private LocalDate begin = LocalDate.parse("2026-01-01");
    private @Nullable LocalDate end;
    private Rules rules = Rules.DEFAULT;

    private Bought(BillingUnit unit, String price, int count) {
        this.unit = unit;
        this.count = count;
        prices.add(new Price(LocalDate.parse("2020-01-01"), rub(price)));
    }

    static Bought lessons(String price, int count) {
        return new Bought(BillingUnit.LESSON, price, count);
    }

    static Bought month(String price, String begin) {
        return new Bought(BillingUnit.MONTH, price, 0).from(begin);
    }

    static Bought week(String price, String begin) {
        return new Bought(BillingUnit.WEEK, price, 0).from(begin);
    }

    Bought from(String day) {
        begin = LocalDate.parse(day);
        return this;
    }

    Bought until(String day) {
        end = LocalDate.parse(day);
        return this;
    }

    Bought separate() {
        separate = true;
        return this;
    }

    Bought forSubjects(SubjectId... some) {
        subjects = Set.of(some);
        return this;
    }

    Bought forTypes(LessonTypeId... some) {
        types = Set.of(some);
        return this;
    }

    Bought charged(int lessons) {
        charged = lessons;
        return this;
    }

    Bought costs(String price, String from) {
        prices.add(0, new Price(LocalDate.parse(from), rub(price)));
        return this;
    }

    Bought free() {
        prices.clear();
        return this;
    }

    Bought posted(String... days) {
        for (var day : days) {
            posted.add(LocalDate.parse(day));
        }
        return this;
    }

    Bought byCalendar(Proration proration) {
        rules = new Rules(
                Periods.CALENDAR,
                proration,
                rules.packageLimit(),
                rules.autoRenew(),
                rules.monthlyCharge(),
                rules.tariffMinutes());
        return this;
    }

    Bought hardLimit(int lessonsLeft, boolean autoRenew) {
        left = lessonsLeft;
        rules = new Rules(
                rules.periods(),
                rules.proration(),
                PackageLimit.HARD_LIMIT,
                autoRenew,
                rules.monthlyCharge(),
                rules.tariffMinutes());
        return this;
    }

    Bought spreadOverLessons() {
        rules = new Rules(
                rules.periods(),
                rules.proration(),
                rules.packageLimit(),
                rules.autoRenew(),
                MonthlyCharge.PER_LESSON,
                rules.tariffMinutes());
        return this;
    }

    Bought forLessonsOf(int minutes) {
        rules = new Rules(
                rules.periods(),
                rules.proration(),
                rules.packageLimit(),
                rules.autoRenew(),
                rules.monthlyCharge(),
                minutes);
        return this;
    }

    Subscription as(long id) {
        return new Subscription(
                new SubscriptionId(id),
                "Абонемент " + id,
                separate,
                unit,
                count,
                charged,
                left,
                subjects,
                types,
                new DateRange(begin, end),
                prices,
                posted,
                rules);
    }
}
