package org.schoolcrm.persistence.invoice;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.query.InvoiceFilter;

/** A filter as the conditions of a query on {@code invoice i}, with the values they are about. */
record InvoiceConditions(List<String> conditions, Map<String, Object> values) {

    static InvoiceConditions of(InvoiceFilter filter) {
        var all = new InvoiceConditions(new ArrayList<>(), new HashMap<>());
        all.and("i.branch_id = :branch", "branch", filter.branch().value());
        var customer = filter.customer();
        all.and("i.customer_id = :customer", "customer", customer == null ? null : customer.value());
        var method = filter.method();
        all.and("i.method = :method", "method", method == null ? null : method.name());
        all.and("i.issued_at >= :from", "from", filter.issuedFrom());
        all.and("i.issued_at < :before", "before", filter.issuedBefore());
        all.and("i.status = 'AWAITING_PAYMENT' and i.pay_until < :day", "day", filter.expiredOn());
        all.and("lower(i.number) like :number escape '!'", "number", pattern(filter.number()));
        if (!filter.statuses().isEmpty()) {
            var names = filter.statuses().stream().map(Enum::name).sorted().toList();
            all.and("i.status in ('" + String.join("', '", names) + "')");
        }
        return all;
    }

    InvoiceConditions and(String condition) {
        conditions.add(condition);
        return this;
    }

    InvoiceConditions and(String condition, String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
            conditions.add(condition);
        }
        return this;
    }

    String where() {
        return " where " + String.join(" and ", conditions);
    }

    private static @Nullable String pattern(@Nullable String part) {
        return part == null || part.isBlank()
                ? null
                : "%" + part.strip().toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%";
    }
}
