package org.schoolcrm.persistence.invoice;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.InvoiceEvent;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.webhook.WebhookDelivery;
import org.schoolcrm.billing.api.webhook.WebhookDelivery.State;
import org.schoolcrm.billing.api.webhook.WebhookEndpoint;
import org.schoolcrm.billing.api.webhook.WebhookEndpointId;
import org.schoolcrm.billing.spi.InvoiceEvents;
import org.schoolcrm.billing.spi.WebhookEndpointStore;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.persistence.Remembered;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Meters;
import org.schoolcrm.runtime.api.Transactions;

/** Endpoints and their deliveries by SQL. The endpoints of a branch are cached, since every payment is published to them. */
public final class JdbcWebhookEndpoints implements WebhookEndpointStore, InvoiceEvents {

    private static final int DETAIL = 500;
    private static final RowMapper<WebhookEndpoint> ENDPOINT = (row, context) -> new WebhookEndpoint(
            new WebhookEndpointId(row.getLong("id")),
            new BranchId(row.getLong("branch_id")),
            row.getString("address"),
            Arrays.stream(row.getString("events").split(","))
                    .map(InvoiceEvent::valueOf)
                    .collect(Collectors.toSet()),
            row.getBoolean("active"));
    private static final RowMapper<WebhookDelivery> DELIVERY = (row, context) -> new WebhookDelivery(
            row.getLong("id"),
            new WebhookEndpointId(row.getLong("endpoint_id")),
            InvoiceEvent.valueOf(row.getString("event")),
            new InvoiceId(row.getLong("invoice_id")),
            row.getObject("at", OffsetDateTime.class).toInstant(),
            State.valueOf(row.getString("state")),
            row.getInt("attempts"),
            row.getObject("due_at", OffsetDateTime.class).toInstant(),
            row.getString("detail"));

    private final BillingTables tables;
    private final Clock clock;
    private final Meters meters;
    private final Remembered<BranchId, List<WebhookEndpoint>> subscribed;

    public JdbcWebhookEndpoints(BillingTables tables, Transactions transactions, Clock clock, Meters meters) {
        this.tables = tables;
        this.clock = clock;
        this.meters = meters;
        this.subscribed = new Remembered<>(transactions, clock);
    }

    @Override
    public void publish(BranchId branch, InvoiceEvent event, List<InvoiceId> invoices) {
        meters.count(invoices.size(), "crm.invoices", "event", event.name().toLowerCase(Locale.ROOT));
        var at = clock.now().atOffset(ZoneOffset.UTC);
        var deliveries = new ArrayList<Waiting>();
        for (var endpoint : subscribed.find(branch, this::listOf).orElseThrow()) {
            if (endpoint.active() && endpoint.events().contains(event)) {
                invoices.forEach(invoice -> deliveries.add(new Waiting(endpoint.id(), invoice)));
            }
        }
        tables.writeAll(
                "insert into webhook_delivery (endpoint_id, event, invoice_id, at, state, attempts, due_at, detail)"
                        + " values (?, ?, ?, ?, 'WAITING', 0, ?, '')",
                deliveries,
                (statement, one) -> {
                    statement.setLong(1, one.endpoint().value());
                    statement.setString(2, event.name());
                    statement.setLong(3, one.invoice().value());
                    statement.setObject(4, at);
                    statement.setObject(5, at);
                });
    }

    private Optional<List<WebhookEndpoint>> listOf(BranchId branch) {
        return Optional.of(of(branch));
    }

    private record Waiting(WebhookEndpointId endpoint, InvoiceId invoice) {}

    @Override
    public WebhookEndpointId newId() {
        return new WebhookEndpointId(tables.ids().next("webhook_endpoint_id"));
    }

    @Override
    public void add(WebhookEndpoint endpoint, Keys keys) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "insert into webhook_endpoint (id, branch_id, address, events, active, secret_sealed)"
                                        + " values (:id, :branch, :address, :events, :active, :secret)")
                        .bind("id", endpoint.id().value())
                        .bind("branch", endpoint.branch().value())
                        .bind("address", endpoint.address())
                        .bind("events", written(endpoint))
                        .bind("active", endpoint.active())
                        .bind("secret", keys.now())
                        .execute());
        subscribed.changed();
    }

    @Override
    public void change(WebhookEndpoint endpoint) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "update webhook_endpoint set address = :address, events = :events, active = :active"
                                        + " where id = :id")
                        .bind("id", endpoint.id().value())
                        .bind("address", endpoint.address())
                        .bind("events", written(endpoint))
                        .bind("active", endpoint.active())
                        .execute());
        subscribed.changed();
    }

    @Override
    public void change(WebhookEndpointId id, Keys keys) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "update webhook_endpoint set secret_sealed = :now, before_sealed = :before,"
                                        + " before_until = :until where id = :id")
                        .bind("id", id.value())
                        .bind("now", keys.now())
                        .bind("before", keys.before())
                        .bind("until", keys.beforeUntil())
                        .execute());
    }

    @Override
    public List<WebhookEndpoint> of(BranchId branch) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select * from webhook_endpoint where branch_id = :branch order by id")
                        .bind("branch", branch.value())
                        .map(ENDPOINT)
                        .list());
    }

    @Override
    public Optional<WebhookEndpoint> find(WebhookEndpointId id) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from webhook_endpoint where id = :id")
                        .bind("id", id.value())
                        .map(ENDPOINT)
                        .findOne());
    }

    @Override
    public Optional<Keys> keys(WebhookEndpointId id) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from webhook_endpoint where id = :id")
                        .bind("id", id.value())
                        .map((row, context) -> new Keys(
                                row.getString("secret_sealed"),
                                row.getString("before_sealed"),
                                instant(row.getObject("before_until", OffsetDateTime.class))))
                        .findOne());
    }

    @Override
    public void remove(WebhookEndpointId id) {
        tables.jdbi().useHandle(handle -> {
            handle.createUpdate("delete from webhook_delivery where endpoint_id = :id")
                    .bind("id", id.value())
                    .execute();
            handle.createUpdate("delete from webhook_endpoint where id = :id")
                    .bind("id", id.value())
                    .execute();
        });
        subscribed.changed();
    }

    @Override
    public List<WebhookDelivery> deliveries(WebhookEndpointId id, long before, int limit) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from webhook_delivery where endpoint_id = :id"
                                + " and id < :before order by id desc fetch first :limit rows only")
                        .bind("id", id.value())
                        .bind("before", before)
                        .bind("limit", limit)
                        .map(DELIVERY)
                        .list());
    }

    @Override
    public Optional<WebhookDelivery> delivery(long id) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from webhook_delivery where id = :id")
                        .bind("id", id)
                        .map(DELIVERY)
                        .findOne());
    }

    @Override
    public List<WebhookDelivery> due(Instant now, int limit) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select * from webhook_delivery where state = 'WAITING' and due_at <= :now"
                                        + " order by due_at, id fetch first :limit rows only")
                        .bind("now", now)
                        .bind("limit", limit)
                        .map(DELIVERY)
                        .list());
    }

    @Override
    public void settle(WebhookDelivery delivery) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "update webhook_delivery set state = :state, attempts = :attempts, due_at = :due,"
                                        + " detail = :detail where id = :id")
                        .bind("id", delivery.id())
                        .bind("state", delivery.state())
                        .bind("attempts", delivery.attempts())
                        .bind("due", delivery.dueAt())
                        .bind(
                                "detail",
                                delivery.detail()
                                        .substring(
                                                0,
                                                Math.min(
                                                        DETAIL,
                                                        delivery.detail().length())))
                        .execute());
    }

    @Override
    public void forget(WebhookEndpointId id, Instant before) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate("delete from webhook_delivery where endpoint_id = :id"
                                + " and at < :before and state <> 'WAITING'")
                        .bind("id", id.value())
                        .bind("before", before)
                        .execute());
    }

    private static String written(WebhookEndpoint endpoint) {
        return endpoint.events().stream().map(Enum::name).sorted().collect(Collectors.joining(","));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
