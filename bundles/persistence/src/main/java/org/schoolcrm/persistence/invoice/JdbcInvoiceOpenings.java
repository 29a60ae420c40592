package org.schoolcrm.persistence.invoice;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.spi.InvoiceOpeningStore;
import org.schoolcrm.persistence.BillingTables;

/** First openings of invoices by SQL. */
public final class JdbcInvoiceOpenings implements InvoiceOpeningStore {

    private static final String ADD = "insert into invoice_opening (invoice_id, opened_at)"
            + " select i.id, cast(? as timestamp(6) with time zone) from invoice i where i.token_hash = ?"
            + " and not exists (select 1 from invoice_opening o where o.invoice_id = i.id) on conflict do nothing";

    private final BillingTables tables;

    public JdbcInvoiceOpenings(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public void addFirst(List<Opening> openings) {
        tables.writeAll(ADD, openings, (statement, one) -> {
            statement.setObject(1, one.at().atOffset(ZoneOffset.UTC));
            statement.setBytes(2, one.tokenHash());
        });
    }

    @Override
    public Map<InvoiceId, Instant> of(Collection<InvoiceId> invoices) {
        if (invoices.isEmpty()) {
            return Map.of();
        }
        return tables.jdbi()
                .withHandle(handle -> handle
                        .createQuery("select o.invoice_id, o.opened_at"
                                + " from unnest(cast(:ids as bigint array)) as w(id)"
                                + " join invoice_opening o on o.invoice_id = w.id")
                        .bindArray(
                                "ids",
                                Long.class,
                                invoices.stream()
                                        .map(InvoiceId::value)
                                        .distinct()
                                        .toArray())
                        .map((row, context) -> new Opened(
                                new InvoiceId(row.getLong("invoice_id")),
                                row.getTimestamp("opened_at").toInstant()))
                        .stream()
                        .collect(Collectors.toMap(Opened::invoice, Opened::at)));
    }

    private record Opened(InvoiceId invoice, Instant at) {}
}
