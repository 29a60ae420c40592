package org.schoolcrm.forecast.core.oracle;

import static org.schoolcrm.forecast.core.oracle.NaiveCalendar.holds;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schoolcrm.forecast.api.CostRequest;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.Discount;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.LessonId;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.host.spi.Subscription.BillingUnit;
import org.schoolcrm.host.spi.Subscription.MonthlyCharge;
import org.schoolcrm.host.spi.Subscription.PackageLimit;
import org.schoolcrm.host.spi.Subscription.Periods;
import org.schoolcrm.host.spi.Subscription.Proration;
import org.schoolcrm.host.spi.SubscriptionId;

/**
 * The rules once more, from their text alone, in the slowest and plainest way: days are written out and counted,
 * periods are enumerated from the subscription's first, fractions are kept exact.
 */
final class NaiveForecaster {

    private final CustomerFacts customer;
    private final List<Lesson> lessons = new ArrayList<>();
    private final Map<LessonId, LocalDate> dayOf = new HashMap<>();
    private final Map<LessonId, SubscriptionId> payerOf = new HashMap<>();
    private final Set<LessonId> uncovered = new HashSet<>();

    private NaiveForecaster(CustomerFacts customer) {
        this.customer = customer;
    }

    static Answer forecast(ForecastRequest request) {
        var naive = new NaiveForecaster(request.customer());
        naive.readLessons(request);
        return naive.answer(request);
    }

    /** Only what the subscriptions cost, lines in order. */
    static List<Answer.Line> cost(CostRequest request) {
        var naive = new NaiveForecaster(request.customer());
        var lines = new ArrayList<Answer.Line>();
        for (var one : request.customer().subscriptions()) {
            boolean holdsNow = holds(one.valid(), request.on());
            var date = holdsNow ? request.on() : one.valid().begin();
            boolean counts = holdsNow || holds(request.period(), date);
            boolean wanted = wants(one.subjects(), request.filter().subject())
                    && wants(one.lessonTypes(), request.filter().lessonType());
            if (counts
                    && wanted
                    && !naive.frozen(one, date)
                    && pays(one, request.account().value())) {
                var through = date;
                for (var day : NaiveCalendar.days(
                        request.period().begin(), request.period().end())) {
                    through = holds(one.valid(), day) && day.isAfter(through) ? day : through;
                }
                var line = naive.line("SUBSCRIPTION", date, through, one, null, Exact.of(price(one, date)));
                lines.add(request.filter().applyDiscounts() ? line : line.undiscounted());
            }
        }
        lines.sort(Answer.Line.ORDER);
        return lines;
    }

    private static <T> boolean wants(Set<T> listed, T wanted) {
        return wanted == null || listed.isEmpty() || listed.contains(wanted);
    }

    private Answer answer(ForecastRequest request) {
        var lines = new ArrayList<Answer.Line>();
        var warnings = new ArrayList<Answer.Warning>();
        for (var lesson : lessons) {
            if (uncovered.contains(lesson.id()) && projected(lesson, request)) {
                warnings.add(new Answer.Warning(
                        "UNPRICED_LESSON", dayOf.get(lesson.id()), lesson.id().value()));
            }
        }
        for (var one : customer.subscriptions()) {
            if (pays(one, request.account().value())) {
                if (one.unit() == BillingUnit.LESSON) {
                    chargeLessons(one, request, lines, warnings);
                } else if (spreads(one)) {
                    chargeShares(one, request, lines);
                } else {
                    chargePeriods(one, request, lines);
                }
            }
        }
        lines.sort(Answer.Line.ORDER);
        warnings.sort(Answer.Warning.ORDER);
        var balance = BigInteger.valueOf(request.balance().minor());
        return new Answer(due(lines, balance), lines, warnings, paidThrough(lines, balance));
    }

    private static BigInteger due(List<Answer.Line> lines, BigInteger balance) {
        var due = balance.negate();
        for (var line : lines) {
            due = due.add(line.net());
        }
        return due.signum() < 0 ? BigInteger.ZERO : due;
    }

    private static LocalDate paidThrough(List<Answer.Line> lines, BigInteger balance) {
        LocalDate reached = null;
        var left = balance;
        for (var line : lines) {
            left = left.subtract(line.net());
            if (left.signum() < 0) {
                return reached;
            }
            reached = reached == null || line.through().isAfter(reached) ? line.through() : reached;
        }
        return reached;
    }

    // lessons and who pays for them

    private void readLessons(ForecastRequest request) {
        var seen = new HashSet<Long>();
        for (var lesson : customer.lessons()) {
            if (seen.add(lesson.id().value())) {
                lessons.add(lesson);
            }
        }
        lessons.sort(Comparator.comparing(Lesson::start)
                .thenComparing(lesson -> lesson.id().value()));
        for (var lesson : lessons) {
            var day = NaiveCalendar.day(lesson.start(), request.zone());
            dayOf.put(lesson.id(), day);
            if (counts(lesson)) {
                findPayer(lesson, day);
            }
        }
    }

    /** Whether anybody would have to pay for it, held or still to come. */
    private boolean counts(Lesson lesson) {
        return lesson.status() != Lesson.Status.CANCELLED
                && !lesson.excused()
                && (lesson.membership() == null || holds(lesson.membership(), dayOf.get(lesson.id())));
    }

    private boolean projected(Lesson lesson, ForecastRequest request) {
        return counts(lesson)
                && lesson.status() == Lesson.Status.PLANNED
                && lesson.start().compareTo(request.asOf()) > 0
                && holds(request.window(), dayOf.get(lesson.id()));
    }

    private void findPayer(Lesson lesson, LocalDate day) {
        boolean covered = false;
        Subscription best = null;
        for (var one : customer.subscriptions()) {
            boolean fits = (one.subjects().isEmpty() || one.subjects().contains(lesson.subject()))
                    && (one.lessonTypes().isEmpty() || one.lessonTypes().contains(lesson.type()))
                    && holds(one.valid(), day);
            covered |= fits;
            if (fits && !frozen(one, day) && (best == null || goesBefore(one, best))) {
                best = one;
            }
        }
        if (best != null) {
            payerOf.put(lesson.id(), best.id());
        }
        if (!covered) {
            uncovered.add(lesson.id());
        }
    }

    private static boolean goesBefore(Subscription one, Subscription other) {
        int listed = listed(other) - listed(one);
        if (listed != 0) {
            return listed < 0;
        }
        if (one.separate() != other.separate()) {
            return one.separate();
        }
        var farAway = LocalDate.MAX;
        var oneEnd = one.valid().end() == null ? farAway : one.valid().end();
        var otherEnd = other.valid().end() == null ? farAway : other.valid().end();
        if (!oneEnd.equals(otherEnd)) {
            return oneEnd.isBefore(otherEnd);
        }
        if (!one.valid().begin().equals(other.valid().begin())) {
            return one.valid().begin().isBefore(other.valid().begin());
        }
        return one.id().value() < other.id().value();
    }

    private static int listed(Subscription one) {
        return (one.subjects().isEmpty() ? 0 : 1) + (one.lessonTypes().isEmpty() ? 0 : 1);
    }

    private boolean frozen(Subscription one, LocalDate day) {
        for (var freeze : customer.freezes()) {
            if ((freeze.subscription() == null
                            || freeze.subscription().value() == one.id().value())
                    && holds(freeze.days(), day)) {
                return true;
            }
        }
        return false;
    }

    private static boolean pays(Subscription one, long account) {
        return account == (one.separate() ? one.id().value() : 0);
    }

    // by the lesson

    private void chargeLessons(
            Subscription one, ForecastRequest request, List<Answer.Line> lines, List<Answer.Warning> warnings) {
        boolean hard = one.rules().packageLimit() == PackageLimit.HARD_LIMIT;
        int place = 0;
        var beyond = new ArrayList<Lesson>();
        for (var lesson : lessons) {
            if (one.id().equals(payerOf.get(lesson.id())) && projected(lesson, request)) {
                if (hard && place >= one.lessonsLeft()) {
                    beyond.add(lesson);
                } else {
                    var day = dayOf.get(lesson.id());
                    int k = (one.lessonsCharged() + place) % one.lessonCount() + 1;
                    var gross = Exact.of(part(Exact.of(price(one, day)), k, one.lessonCount()));
                    var tariff = one.rules().tariffMinutes();
                    if (tariff != null) {
                        gross = gross.times(lesson.minutes(), tariff);
                    }
                    lines.add(line("LESSON", day, day, one, lesson, gross));
                    place++;
                }
            }
        }
        if (one.rules().autoRenew()) {
            renew(one, beyond, lines);
        } else {
            for (var lesson : beyond) {
                warnings.add(new Answer.Warning(
                        "PACKAGE_EXHAUSTED", dayOf.get(lesson.id()), lesson.id().value()));
            }
        }
    }

    private void renew(Subscription one, List<Lesson> beyond, List<Answer.Line> lines) {
        var open = new ArrayList<>(beyond);
        while (!open.isEmpty()) {
            var first = dayOf.get(open.get(0).id());
            var last = first;
            for (int i = 0; i < one.lessonCount() && !open.isEmpty(); i++) {
                last = dayOf.get(open.remove(0).id());
            }
            lines.add(line("PACKAGE", first, last, one, null, Exact.of(price(one, first))));
        }
    }

    /** The k-th of n parts: what k parts cost in whole kopecks, without what k - 1 parts cost. */
    private static BigInteger part(Exact whole, int k, int n) {
        return whole.times(k, n).halfUp().subtract(whole.times(k - 1L, n).halfUp());
    }

    // by the month and by the week

    private static boolean spreads(Subscription one) {
        return one.unit() == BillingUnit.MONTH && one.rules().monthlyCharge() == MonthlyCharge.PER_LESSON;
    }

    private void chargePeriods(Subscription one, ForecastRequest request, List<Answer.Line> lines) {
        var windowEnd = request.window().end();
        for (var period : NaiveCalendar.periods(one, windowEnd)) {
            if (period.get(1).isBefore(request.window().begin())) {
                continue;
            }
            var own = ownDays(one, period);
            var paid = paidDays(one, own);
            if (own.isEmpty() || paid.isEmpty() || own.get(0).isAfter(windowEnd)) {
                continue;
            }
            boolean posted = one.posted().contains(own.get(0))
                    || (one.rules().periods() == Periods.CALENDAR
                            && one.posted().contains(period.get(0)));
            if (!posted) {
                lines.add(line(
                        "PERIOD", paid.get(0), own.get(own.size() - 1), one, null, periodPrice(one, period, paid)));
            }
        }
    }

    private void chargeShares(Subscription one, ForecastRequest request, List<Answer.Line> lines) {
        var until = one.valid().begin();
        for (var lesson : lessons) {
            until = dayOf.get(lesson.id()).isAfter(until) ? dayOf.get(lesson.id()) : until;
        }
        for (var period : NaiveCalendar.periods(one, until)) {
            var sharing = new ArrayList<Lesson>();
            for (var lesson : lessons) {
                var day = dayOf.get(lesson.id());
                if (one.id().equals(payerOf.get(lesson.id()))
                        && !day.isBefore(period.get(0))
                        && !day.isAfter(period.get(1))) {
                    sharing.add(lesson);
                }
            }
            for (int k = 1; k <= sharing.size(); k++) {
                var lesson = sharing.get(k - 1);
                if (projected(lesson, request)) {
                    var whole = periodPrice(one, period, paidDays(one, ownDays(one, period)));
                    var gross = Exact.of(part(Exact.of(whole.halfUp()), k, sharing.size()));
                    lines.add(line("LESSON", dayOf.get(lesson.id()), dayOf.get(lesson.id()), one, lesson, gross));
                }
            }
        }
    }

    private static List<LocalDate> ownDays(Subscription one, List<LocalDate> period) {
        var own = NaiveCalendar.days(period.get(0), period.get(1));
        own.removeIf(day -> !holds(one.valid(), day));
        return own;
    }

    private List<LocalDate> paidDays(Subscription one, List<LocalDate> own) {
        var paid = new ArrayList<>(own);
        paid.removeIf(day -> frozen(one, day));
        return paid;
    }

    private static Exact periodPrice(Subscription one, List<LocalDate> period, List<LocalDate> paid) {
        var whole = Exact.of(price(one, paid.get(0)));
        boolean byDays =
                one.rules().periods() == Periods.CALENDAR && one.rules().proration() == Proration.BY_DAYS;
        return byDays
                ? whole.times(
                        paid.size(),
                        NaiveCalendar.days(period.get(0), period.get(1)).size())
                : whole;
    }

    // prices and discounts

    private static BigInteger price(Subscription one, LocalDate day) {
        Subscription.Price holding = null;
        Subscription.Price earliest = null;
        for (var price : one.prices()) {
            if (earliest == null || price.from().isBefore(earliest.from())) {
                earliest = price;
            }
            if (!price.from().isAfter(day) && (holding == null || price.from().isAfter(holding.from()))) {
                holding = price;
            }
        }
        return BigInteger.valueOf(
                (holding == null ? earliest : holding).amount().minor());
    }

    private Answer.Line line(
            String kind, LocalDate date, LocalDate through, Subscription one, Lesson lesson, Exact exactGross) {
        var matching = new ArrayList<Discount>();
        for (var discount : customer.discounts()) {
            if (holds(discount.valid(), date) && (lesson == null ? suits(discount, one) : suits(discount, lesson))) {
                matching.add(discount);
            }
        }
        matching.sort(Comparator.comparing(discount -> discount.id().value()));
        var gross = exactGross.halfUp();
        var share = Exact.of(gross);
        for (var discount : matching) {
            share = share.times(10_000L - discount.basisPoints(), 10_000);
        }
        var net = share.halfUp();
        for (var discount : matching) {
            net = net.subtract(BigInteger.valueOf(discount.fixed().minor())).max(BigInteger.ZERO);
        }
        return new Answer.Line(
                kind,
                date,
                through,
                one.id().value(),
                lesson,
                gross,
                gross.subtract(net),
                matching.stream().map(discount -> discount.id().value()).toList());
    }

    private static boolean suits(Discount discount, Lesson lesson) {
        return (discount.subjects().isEmpty() || discount.subjects().contains(lesson.subject()))
                && (discount.lessonTypes().isEmpty() || discount.lessonTypes().contains(lesson.type()));
    }

    private static boolean suits(Discount discount, Subscription one) {
        return (discount.subjects().isEmpty() || one.subjects().stream().anyMatch(discount.subjects()::contains))
                && (discount.lessonTypes().isEmpty()
                        || one.lessonTypes().stream().anyMatch(discount.lessonTypes()::contains));
    }
}
