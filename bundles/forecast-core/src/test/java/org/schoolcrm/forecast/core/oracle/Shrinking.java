package org.schoolcrm.forecast.core.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.Discount;
import org.schoolcrm.host.spi.Freeze;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.money.Money;

/** Makes a case that shows a difference as small as it can be, and readable. */
final class Shrinking {

    private Shrinking() {}

    static CustomerFacts with(
            CustomerFacts facts,
            List<Subscription> subscriptions,
            List<Lesson> lessons,
            List<Freeze> freezes,
            List<Discount> discounts) {
        return new CustomerFacts(
                facts.id(),
                facts.branch(),
                facts.name(),
                facts.legalType(),
                facts.studyStatus(),
                facts.active(),
                facts.contacts(),
                facts.accounts(),
                subscriptions,
                lessons,
                freezes,
                discounts,
                facts.attended(),
                facts.flaws());
    }

    static Subscription withPrices(Subscription one, List<Subscription.Price> prices) {
        return with(one, one.lessonsCharged(), prices);
    }

    static Subscription withCharged(Subscription one, int lessonsCharged) {
        return with(one, lessonsCharged, one.prices());
    }

    private static Subscription with(Subscription one, int lessonsCharged, List<Subscription.Price> prices) {
        return new Subscription(
                one.id(),
                one.name(),
                one.separate(),
                one.unit(),
                one.lessonCount(),
                lessonsCharged,
                one.lessonsLeft(),
                one.subjects(),
                one.lessonTypes(),
                one.valid(),
                prices,
                one.posted(),
                one.rules());
    }

    static ForecastRequest of(ForecastRequest request, CustomerFacts customer) {
        return new ForecastRequest(
                customer, request.account(), request.balance(), request.window(), request.asOf(), request.zone());
    }

    static ForecastRequest of(ForecastRequest request, Money balance) {
        return new ForecastRequest(
                request.customer(), request.account(), balance, request.window(), request.asOf(), request.zone());
    }

    /** Leaves out one record after the other as long as the case still differs. */
    static CustomerFacts smallest(CustomerFacts facts, Predicate<CustomerFacts> differs) {
        for (var smaller : smaller(facts)) {
            if (differs.test(smaller)) {
                return smallest(smaller, differs);
            }
        }
        return facts;
    }

    private static List<CustomerFacts> smaller(CustomerFacts facts) {
        var smaller = new ArrayList<CustomerFacts>();
        var s = facts.subscriptions();
        var l = facts.lessons();
        var f = facts.freezes();
        var d = facts.discounts();
        smaller.addAll(without(l, less -> with(facts, s, less, f, d)));
        smaller.addAll(without(s, less -> with(facts, less, l, f, d)));
        smaller.addAll(without(f, less -> with(facts, s, l, less, d)));
        smaller.addAll(without(d, less -> with(facts, s, l, f, less)));
        return smaller;
    }

    private static <T> List<CustomerFacts> without(List<T> all, Function<List<T>, CustomerFacts> make) {
        var less = new ArrayList<CustomerFacts>();
        for (int i = 0; i < all.size(); i++) {
            var rest = new ArrayList<>(all);
            rest.remove(i);
            less.add(make.apply(rest));
        }
        return less;
    }

    /** The facts, a record a line. */
    static String read(CustomerFacts facts) {
        var text = new StringBuilder();
        for (var list : List.of(facts.subscriptions(), facts.lessons(), facts.freezes(), facts.discounts())) {
            list.forEach(record -> text.append("  ").append(record).append('\n'));
        }
        return text.toString();
    }
}
