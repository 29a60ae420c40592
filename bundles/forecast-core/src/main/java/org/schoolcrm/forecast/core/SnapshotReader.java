package org.schoolcrm.forecast.core;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.schoolcrm.forecast.api.ForecastProblem;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.Discount;
import org.schoolcrm.host.spi.DiscountId;
import org.schoolcrm.host.spi.Freeze;
import org.schoolcrm.host.spi.LegalType;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.LessonId;
import org.schoolcrm.host.spi.LessonTypeId;
import org.schoolcrm.host.spi.StudyStatusId;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.host.spi.Subscription.MonthlyCharge;
import org.schoolcrm.host.spi.Subscription.PackageLimit;
import org.schoolcrm.host.spi.Subscription.Periods;
import org.schoolcrm.host.spi.Subscription.Price;
import org.schoolcrm.host.spi.Subscription.Proration;
import org.schoolcrm.host.spi.Subscription.Rules;
import org.schoolcrm.host.spi.SubscriptionId;
import org.schoolcrm.money.Money;

/** Makes a request again from what {@link SnapshotWriter} has written of it. */
final class SnapshotReader {

    private final SnapshotText text;
    private Currency currency = Currency.getInstance("XXX");

    private SnapshotReader(String document) {
        this.text = new SnapshotText(document);
    }

    static ForecastRequest read(String document) {
        try {
            return new SnapshotReader(document).request();
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw ForecastProblem.SNAPSHOT_UNREADABLE.refuse(String.valueOf(e.getMessage()));
        }
    }

    private ForecastRequest request() {
        text.skip("{\"v\":" + SnapshotWriter.VERSION + ",\"customer\":");
        var customer = new CustomerId(text.number());
        var account = new AccountId(text.skip(",\"account\":").number());
        currency = Currency.getInstance(text.skip(",\"currency\":").quoted());
        var balance = new Money(text.skip(",\"balance\":").number(), currency);
        var zone = ZoneId.of(text.skip(",\"zone\":").quoted());
        text.skip(",\"asOf\":");
        var asOf = instant();
        text.skip(",\"window\":[");
        var window = days();
        text.skip("],\"subscriptions\":");
        var subscriptions = text.list(this::subscription);
        var lessons = text.skip(",\"lessons\":").list(this::lesson);
        var freezes = text.skip(",\"freezes\":").list(this::freeze);
        var discounts = text.skip(",\"discounts\":").list(this::discount);
        if (!text.skip("}").isAtEnd()) {
            throw new IllegalArgumentException("The document goes on after its end");
        }
        var facts = new CustomerFacts(
                customer,
                new BranchId(0),
                "",
                LegalType.INDIVIDUAL,
                new StudyStatusId(0),
                true,
                List.of(),
                List.of(),
                subscriptions,
                lessons,
                freezes,
                discounts,
                Set.of());
        return new ForecastRequest(facts, account, balance, window, asOf, zone);
    }

    private Subscription subscription() {
        var id = new SubscriptionId(text.skip("[").number());
        boolean separate = text.skip(",").number() == 1;
        var unit = Subscription.BillingUnit.valueOf(text.skip(",").quoted());
        int count = text.skip(",").small();
        int charged = text.skip(",").small();
        int left = text.skip(",").small();
        text.skip(",");
        var subjects = subjects();
        var types = types();
        var valid = days();
        text.skip(",");
        var prices = prices();
        var posted = new HashSet<>(text.skip(",").list(this::day));
        text.skip(",");
        var rules = rules();
        text.skip("]");
        return new Subscription(
                id, "", separate, unit, count, charged, left, subjects, types, valid, prices, posted, rules);
    }

    private List<Price> prices() {
        return text.list(() -> {
            var from = text.skip("[").number();
            var amount = text.skip(",").number();
            text.skip("]");
            return new Price(LocalDate.ofEpochDay(from), new Money(amount, currency));
        });
    }

    private Rules rules() {
        text.skip("[");
        if (text.isNext(']')) {
            text.skip("]");
            return Rules.DEFAULT;
        }
        var periods = Periods.valueOf(text.quoted());
        var proration = Proration.valueOf(text.skip(",").quoted());
        var limit = PackageLimit.valueOf(text.skip(",").quoted());
        boolean renew = text.skip(",").number() == 1;
        var monthly = MonthlyCharge.valueOf(text.skip(",").quoted());
        var tariff = text.skip(",").numberOrNull();
        text.skip("]");
        return new Rules(periods, proration, limit, renew, monthly, tariff == null ? null : Math.toIntExact(tariff));
    }

    private Lesson lesson() {
        var id = new LessonId(text.skip("[").number());
        text.skip(",");
        var start = instant();
        int minutes = text.skip(",").small();
        var subject = new SubjectId(text.skip(",").number());
        var type = new LessonTypeId(text.skip(",").number());
        boolean planned = text.skip(",").number() == 1;
        text.skip("]");
        var status = planned ? Lesson.Status.PLANNED : Lesson.Status.HELD;
        return new Lesson(id, start, minutes, subject, type, status, false, null);
    }

    private Freeze freeze() {
        var subscription = text.skip("[").numberOrNull();
        text.skip(",");
        var days = days();
        text.skip("]");
        return new Freeze(subscription == null ? null : new SubscriptionId(subscription), days);
    }

    private Discount discount() {
        var id = new DiscountId(text.skip("[").number());
        int basisPoints = text.skip(",").small();
        var fixed = new Money(text.skip(",").number(), currency);
        text.skip(",");
        var subjects = subjects();
        var types = types();
        var valid = days();
        text.skip("]");
        return new Discount(id, basisPoints, fixed, subjects, types, valid);
    }

    private Set<SubjectId> subjects() {
        var found = new HashSet<>(text.list(() -> new SubjectId(text.number())));
        text.skip(",");
        return found;
    }

    private Set<LessonTypeId> types() {
        var found = new HashSet<>(text.list(() -> new LessonTypeId(text.number())));
        text.skip(",");
        return found;
    }

    private DateRange days() {
        var begin = day();
        var end = text.skip(",").numberOrNull();
        return new DateRange(begin, end == null ? null : LocalDate.ofEpochDay(end));
    }

    private LocalDate day() {
        return LocalDate.ofEpochDay(text.number());
    }

    private Instant instant() {
        long seconds = text.skip("[").number();
        long nanos = text.isNext(',') ? text.skip(",").number() : 0;
        text.skip("]");
        return Instant.ofEpochSecond(seconds, nanos);
    }
}
