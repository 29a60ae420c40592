package org.schoolcrm.host.demo.school;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.schoolcrm.host.spi.LessonTypeId;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.host.spi.Subscription.BillingUnit;
import org.schoolcrm.host.spi.Subscription.Price;
import org.schoolcrm.host.spi.Subscription.Rules;
import org.schoolcrm.host.spi.SubscriptionId;
import org.schoolcrm.money.Money;

/** Reads the subscriptions of a page of customers with the periods charged so far. */
record SubscriptionReader(Handle handle, Currency currency) {

    Map<Long, List<Subscription>> read(Long[] customers) {
        var posted = posted(customers);
        var found = new HashMap<Long, List<Subscription>>();
        handle.createQuery("select s.* from" + RequestedCustomers.CUSTOMERS
                        + " join school_subscription s on s.customer_id = w.id order by s.id")
                .bind("ids", customers)
                .map((row, context) -> {
                    var id = new SubscriptionId(row.getLong("id"));
                    var subject = Columns.number(row, "subject_id");
                    var type = Columns.number(row, "lesson_type_id");
                    var valid = Columns.range(row);
                    return found.computeIfAbsent(row.getLong("customer_id"), key -> new ArrayList<>())
                            .add(new Subscription(
                                    id,
                                    row.getString("name"),
                                    row.getBoolean("separate"),
                                    BillingUnit.valueOf(row.getString("unit")),
                                    row.getInt("lesson_count"),
                                    row.getInt("lessons_charged"),
                                    row.getInt("lessons_left"),
                                    subject == null ? Set.of() : Set.of(new SubjectId(subject)),
                                    type == null ? Set.of() : Set.of(new LessonTypeId(type)),
                                    valid,
                                    List.of(new Price(valid.begin(), new Money(row.getLong("price"), currency))),
                                    posted.getOrDefault(id.value(), Set.of()),
                                    Rules.DEFAULT));
                })
                .list();
        return found;
    }

    private Map<Long, Set<LocalDate>> posted(Long[] customers) {
        var found = new HashMap<Long, Set<LocalDate>>();
        handle.createQuery("select p.* from" + RequestedCustomers.CUSTOMERS
                        + " join school_subscription s on s.customer_id = w.id"
                        + " join school_posted_period p on p.subscription_id = s.id")
                .bind("ids", customers)
                .map((row, context) -> found.computeIfAbsent(row.getLong("subscription_id"), key -> new HashSet<>())
                        .add(row.getObject("begins", LocalDate.class)))
                .list();
        return found;
    }
}
