package org.schoolcrm.persistence.invoice;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceFilter;
import org.schoolcrm.billing.api.InvoiceOrder;
import org.schoolcrm.billing.spi.InvoiceSearch;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.persistence.Entities;

/** Pages of invoices: SQL finds which and in what order, JPA reads them. */
public final class JdbcInvoiceSearch implements InvoiceSearch {

    private final BillingTables tables;
    private final Entities entities;

    public JdbcInvoiceSearch(BillingTables tables, Entities entities) {
        this.tables = tables;
        this.entities = entities;
    }

    @Override
    public List<Invoice> page(InvoiceFilter filter, InvoiceOrder order, @Nullable Position after, int limit) {
        var column = column(order.key());
        var conditions = InvoiceConditions.of(filter);
        if (after != null) {
            var sign = order.descending() ? "<" : ">";
            conditions.and("(" + column + ", i.id) " + sign + " (:value, :id)", "value", after.value());
            conditions.values().put("id", after.id());
        }
        var direction = order.descending() ? " desc" : "";
        var ids = tables.jdbi()
                .withHandle(handle -> handle.createQuery("select i.id from invoice i" + conditions.where()
                                + " order by " + column + direction + ", i.id" + direction + " limit :limit")
                        .bindMap(conditions.values())
                        .bind("limit", limit)
                        .mapTo(Long.class)
                        .list());
        return read(ids);
    }

    private List<Invoice> read(List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var found = entities.read(manager -> manager
                .createQuery("select i from InvoiceRow i where i.id in :ids", InvoiceRow.class)
                .setParameter("ids", ids)
                .getResultList()
                .stream()
                .map(InvoiceRow::toInvoice)
                .collect(Collectors.toMap(invoice -> invoice.id().value(), Function.identity())));
        return ids.stream().map(found::get).toList();
    }

    private static String column(InvoiceOrder.Key key) {
        return switch (key) {
            case ISSUED -> "i.id";
            case AMOUNT -> "i.amount";
            case CUSTOMER -> "i.customer_id";
        };
    }
}
