package org.schoolcrm.host.importer;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.importer.HostRecords.SubscriptionOwner;
import org.schoolcrm.host.importer.HostRecords.ValueList;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.Subscription.BillingUnit;

/** What customers bought; a subscription with an account of its own gets that too. */
public final class SubscriptionLines implements LineReader<SubscriptionLines.Bought> {

    /** What a line says of a subscription. */
    public record Bought(
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

    @Override
    public Function<Cells, Bought> reader(HostRecords host, Branch branch, List<Line> lines, Map<String, Known> known) {
        var references = new References(host);
        var customers = references.customers(lines);
        var subjects = references.list(ValueList.SUBJECT);
        var types = references.list(ValueList.LESSON_TYPE);
        var owners = owners(host, known);
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
            if (owner != null && !owner.equals(new SubscriptionOwner(bought.customer(), bought.separate()))) {
                cells.note(Column.CUSTOMER, Fault.BELONGS_ELSEWHERE, "");
            }
            return bought;
        };
    }

    @Override
    public HostWriter.RowWriter<Bought> writer(HostWriter host) {
        return host.subscriptions();
    }

    private static Map<String, SubscriptionOwner> owners(HostRecords host, Map<String, Known> known) {
        var byId = host.owners(known.values().stream().map(Known::id).toList());
        var owners = new HashMap<String, SubscriptionOwner>();
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
}
