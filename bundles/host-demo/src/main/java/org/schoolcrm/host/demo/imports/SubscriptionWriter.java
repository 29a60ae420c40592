package org.schoolcrm.host.demo.imports;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.schoolcrm.host.importer.Entry;
import org.schoolcrm.host.importer.HostWriter.RowWriter;
import org.schoolcrm.host.importer.SubscriptionLines.Bought;
import org.schoolcrm.host.spi.Subscription.BillingUnit;

/** What customers bought; a subscription with an account of its own gets that too. */
record SubscriptionWriter(Handle handle) implements RowWriter<Bought> {

    private static final int MOST_PERIODS = 600;

    @Override
    public void add(List<Entry<Bought>> entries) {
        var batch = handle.prepareBatch("insert into school_subscription (id, customer_id, name, separate, unit, price,"
                + " lesson_count, lessons_charged, lessons_left, subject_id, lesson_type_id, begins, ends)"
                + " values (:id, :customer, :name, :separate, :unit, :price, :count, :charged, :left, :subject, :type,"
                + " :begins, :ends)");
        entries.forEach(entry -> bind(batch, entry)
                .bind("customer", entry.row().customer())
                .bind("separate", entry.row().separate())
                .add());
        batch.execute();
        var accounts = handle.prepareBatch("insert into school_account (customer_id, account_id, balance, lessons_left)"
                + " values (:customer, :id, 0, :left)");
        entries.stream()
                .filter(entry -> entry.row().separate())
                .forEach(entry -> accounts.bind("customer", entry.row().customer())
                        .bind("id", entry.id())
                        .bind("left", entry.row().lessonsLeft())
                        .add());
        accounts.execute();
        chargePeriods(entries);
    }

    @Override
    public void change(List<Entry<Bought>> entries) {
        var batch = handle.prepareBatch("update school_subscription set name = :name, unit = :unit, price = :price,"
                + " lesson_count = :count, lessons_charged = :charged, lessons_left = :left, subject_id = :subject,"
                + " lesson_type_id = :type, begins = :begins, ends = :ends where id = :id");
        entries.forEach(entry -> bind(batch, entry).add());
        batch.execute();
        chargePeriods(entries);
    }

    private static PreparedBatch bind(PreparedBatch batch, Entry<Bought> entry) {
        var bought = entry.row();
        return batch.bind("id", entry.id())
                .bind("name", bought.name())
                .bind("unit", bought.unit().name())
                .bind("price", bought.price())
                .bind("count", bought.lessonCount())
                .bind("charged", bought.lessonCount() - bought.lessonsLeft())
                .bind("left", bought.lessonsLeft())
                .bindByType("subject", bought.subject(), Long.class)
                .bindByType("type", bought.lessonType(), Long.class)
                .bind("begins", bought.begins())
                .bindByType("ends", bought.ends(), LocalDate.class);
    }

    private void chargePeriods(List<Entry<Bought>> entries) {
        var batch = handle.prepareBatch("insert into school_posted_period (subscription_id, begins)"
                + " values (:id, :begins) on conflict do nothing");
        for (var entry : entries) {
            var bought = entry.row();
            var until = bought.chargedUntil();
            for (int k = 0; until != null && k < MOST_PERIODS && bought.unit() != BillingUnit.LESSON; k++) {
                var start = bought.unit() == BillingUnit.MONTH
                        ? bought.begins().plusMonths(k)
                        : bought.begins().plusWeeks(k);
                if (start.isAfter(until)) {
                    break;
                }
                batch.bind("id", entry.id()).bind("begins", start).add();
            }
        }
        batch.execute();
    }
}
