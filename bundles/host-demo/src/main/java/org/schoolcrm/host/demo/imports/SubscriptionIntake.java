package org.schoolcrm.host.demo.imports;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.Subscription.BillingUnit;

/** What customers bought; a subscription with an account of its own gets that too. */
final class SubscriptionIntake implements Intake<SubscriptionIntake.Bought> {

    private static final int MOST_PERIODS = 600;

    /** What a line says of a subscription. */
    record Bought(
            long customer,
            String name,
            BillingUnit unit,
            long price,
            int lessonCount,
            int lessonsLeft,
            @Nullable Long subject,
            @Nullable Long lessonType,
            LocalDate begins,
            @Nullable LocalDate ends,
            @Nullable LocalDate chargedUntil,
            boolean separate) {}

    private record Owner(long customer, boolean separate) {}

    @Override
    public Function<Cells, Bought> reader(Handle handle, Branch branch, List<Line> lines, Map<String, Known> known) {
        var references = new References(handle, branch);
        var customers = references.customers(lines);
        var subjects = references.list("SUBJECT");
        var types = references.list("LESSON_TYPE");
        var owners = owners(handle, known);
        return cells -> {
            var unit = BillingUnit.valueOf(cells.choice(Column.UNIT, Choice.UNIT, "LESSON"));
            cells.required(Column.UNIT, 40);
            int count = cells.number(Column.LESSON_COUNT, 0, 0, 10_000);
            if (unit == BillingUnit.LESSON && count == 0) {
                cells.note(Column.LESSON_COUNT, Fault.EMPTY, "");
            }
            var price = cells.amount(Column.PRICE, branch.currency());
            if (price.isNegative()) {
                cells.note(Column.PRICE, Fault.NOT_POSITIVE, "");
            }
            var begins = cells.day(Column.BEGINS);
            var ends = cells.dayIfAny(Column.ENDS);
            if (ends != null && ends.isBefore(begins)) {
                cells.note(Column.ENDS, Fault.ENDS_TOO_EARLY, "");
            }
            var bought = new Bought(
                    referred(cells, customers),
                    cells.required(Column.NAME, 200),
                    unit,
                    price.minor(),
                    count,
                    cells.number(Column.LESSONS_LEFT, count, 0, Math.max(count, 0)),
                    cells.has(Column.SUBJECT)
                            ? cells.listed(Column.SUBJECT, subjects::find, subjects::words, 0L)
                            : null,
                    cells.has(Column.LESSON_TYPE)
                            ? cells.listed(Column.LESSON_TYPE, types::find, types::words, 0L)
                            : null,
                    begins,
                    ends,
                    cells.dayIfAny(Column.CHARGED_UNTIL),
                    cells.yes(Column.SEPARATE));
            var owner = owners.get(cells.line().at(Column.EXTERNAL_ID));
            if (owner != null && !owner.equals(new Owner(bought.customer(), bought.separate()))) {
                cells.note(Column.CUSTOMER, Fault.BELONGS_ELSEWHERE, "");
            }
            return bought;
        };
    }

    private static Map<String, Owner> owners(Handle handle, Map<String, Known> known) {
        var byId = new HashMap<Long, Owner>();
        handle.createQuery("select id, customer_id, separate from school_subscription"
                        + " where id = any(cast(:ids as bigint array))")
                .bindArray(
                        "ids",
                        Long.class,
                        known.values().stream().map(Known::id).toArray())
                .map((row, context) ->
                        byId.put(row.getLong("id"), new Owner(row.getLong("customer_id"), row.getBoolean("separate"))))
                .list();
        var owners = new HashMap<String, Owner>();
        known.forEach((external, one) -> owners.put(external, Objects.requireNonNull(byId.get(one.id()))));
        return owners;
    }

    static long referred(Cells cells, Map<String, Long> customers) {
        if (cells.required(Column.CUSTOMER, Cells.LONGEST_ID).isEmpty()) {
            return 0;
        }
        var id = customers.get(cells.line().at(Column.CUSTOMER));
        if (id == null) {
            cells.note(Column.CUSTOMER, Fault.CUSTOMER_UNKNOWN, "");
            return 0;
        }
        return id;
    }

    @Override
    public void add(Handle handle, Branch branch, List<Entry<Bought>> entries) {
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
        chargePeriods(handle, entries);
    }

    @Override
    public void change(Handle handle, Branch branch, List<Entry<Bought>> entries) {
        var batch = handle.prepareBatch("update school_subscription set name = :name, unit = :unit, price = :price,"
                + " lesson_count = :count, lessons_charged = :charged, lessons_left = :left, subject_id = :subject,"
                + " lesson_type_id = :type, begins = :begins, ends = :ends where id = :id");
        entries.forEach(entry -> bind(batch, entry).add());
        batch.execute();
        chargePeriods(handle, entries);
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

    private static void chargePeriods(Handle handle, List<Entry<Bought>> entries) {
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
