package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.InvoiceEvent;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.webhook.WebhookDelivery;
import org.schoolcrm.billing.api.webhook.WebhookDelivery.State;
import org.schoolcrm.billing.api.webhook.WebhookEndpoint;
import org.schoolcrm.billing.spi.WebhookEndpointStore.Keys;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.persistence.invoice.JdbcWebhookEndpoints;
import org.schoolcrm.runtime.FlywayMigrations;
import org.schoolcrm.runtime.InstantColumns;
import org.schoolcrm.runtime.JtaTransactions;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.RecordedMeters;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** Deliveries are queued with what happened, or not at all. */
@OnBothDatabases
class WebhookEndpointStoreTest {

    private static final AtomicLong BRANCHES = new AtomicLong(System.nanoTime());
    private static final Instant NOON = Instant.parse("2026-09-01T09:00:00Z");

    private final BranchId branch = new BranchId(BRANCHES.incrementAndGet());
    private final JtaTransactions transactions;
    private final RecordedMeters meters = new RecordedMeters();
    private final SettableClock clock = new SettableClock(NOON);
    private final JdbcWebhookEndpoints store;
    private final JdbcWebhookEndpoints onAnotherNode;

    WebhookEndpointStoreTest(TestDatabase database) {
        transactions = new JtaTransactions(database.transactionManager());
        var tables = new BillingTables(
                database.dataSource(), new FlywayMigrations(database.dataSource()), new InstantColumns());
        store = new JdbcWebhookEndpoints(tables, transactions, clock, meters);
        onAnotherNode = new JdbcWebhookEndpoints(tables, transactions, clock, meters);
    }

    @Test
    void gives_back_every_field_as_it_was() {
        var endpoint = added(Set.of(InvoiceEvent.CREATED, InvoiceEvent.PAID));
        var changed =
                new WebhookEndpoint(endpoint.id(), branch, "https://b.example/", Set.of(InvoiceEvent.ARCHIVED), false);
        var keys = new Keys("new", "old", NOON);

        transactions.run(() -> {
            store.change(changed);
            store.change(endpoint.id(), keys);
        });

        assertThat(store.find(endpoint.id())).contains(changed);
        assertThat(store.of(branch)).containsExactly(changed);
        assertThat(store.keys(endpoint.id())).contains(keys);
    }

    @Test
    void an_endpoint_goes_with_its_deliveries() {
        var endpoint = added(Set.of(InvoiceEvent.CREATED));
        transactions.run(() -> store.publish(branch, InvoiceEvent.CREATED, List.of(new InvoiceId(1))));

        transactions.run(() -> store.remove(endpoint.id()));

        assertThat(meters.counts()).containsExactly(Map.entry("crm.invoices event created", 1L));
        assertThat(store.find(endpoint.id())).isEmpty();
        assertThat(store.deliveries(endpoint.id(), Long.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    void everybody_who_listens_in_the_branch_gets_news_of_every_invoice() {
        var both = added(Set.of(InvoiceEvent.CREATED, InvoiceEvent.PAID));
        var paidOnly = added(Set.of(InvoiceEvent.PAID));
        var off = added(Set.of(InvoiceEvent.CREATED));
        transactions.run(() -> store.change(new WebhookEndpoint(off.id(), branch, off.address(), off.events(), false)));

        transactions.run(
                () -> store.publish(branch, InvoiceEvent.CREATED, List.of(new InvoiceId(1), new InvoiceId(2))));

        assertThat(store.deliveries(both.id(), Long.MAX_VALUE, 10))
                .extracting(WebhookDelivery::invoice)
                .containsExactly(new InvoiceId(2), new InvoiceId(1));
        assertThat(store.deliveries(paidOnly.id(), Long.MAX_VALUE, 10)).isEmpty();
        assertThat(store.deliveries(off.id(), Long.MAX_VALUE, 10)).isEmpty();
        assertThat(store.due(NOON, 100_000))
                .filteredOn(one -> one.endpoint().equals(both.id()))
                .hasSize(2);
        assertThat(store.due(NOON.minusSeconds(1), 100_000))
                .filteredOn(one -> one.endpoint().equals(both.id()))
                .isEmpty();
    }

    @Test
    void who_begins_to_listen_hears_at_once_here_and_a_second_later_from_another_node() {
        publish(store, 1);
        publish(onAnotherNode, 1);
        var endpoint = added(Set.of(InvoiceEvent.PAID));

        publish(store, 2);
        publish(onAnotherNode, 3);
        clock.advance(Duration.ofSeconds(1));
        publish(onAnotherNode, 4);

        assertThat(store.deliveries(endpoint.id(), Long.MAX_VALUE, 10))
                .extracting(WebhookDelivery::invoice)
                .containsExactly(new InvoiceId(4), new InvoiceId(2));
    }

    private void publish(JdbcWebhookEndpoints node, long invoice) {
        transactions.run(() -> node.publish(branch, InvoiceEvent.PAID, List.of(new InvoiceId(invoice))));
    }

    @Test
    void what_is_settled_is_due_no_more_and_forgotten_after_a_while() {
        var endpoint = added(Set.of(InvoiceEvent.CREATED));
        transactions.run(() -> store.publish(branch, InvoiceEvent.CREATED, List.of(new InvoiceId(1))));
        var delivery = store.deliveries(endpoint.id(), Long.MAX_VALUE, 10).get(0);

        var later = delivery.later(NOON.plus(Duration.ofHours(1)), "x".repeat(600));
        transactions.run(() -> store.settle(later));
        assertThat(store.delivery(delivery.id()).orElseThrow().attempts()).isEqualTo(1);
        assertThat(store.due(NOON, 100_000)).extracting(WebhookDelivery::id).doesNotContain(delivery.id());

        transactions.run(() -> store.settle(later.ended(State.DELIVERED, "HTTP 200")));
        transactions.run(() -> store.forget(endpoint.id(), NOON.plusSeconds(1)));
        assertThat(store.deliveries(endpoint.id(), Long.MAX_VALUE, 10)).isEmpty();
    }

    private WebhookEndpoint added(Set<InvoiceEvent> events) {
        return transactions.inTransaction(() -> {
            var endpoint = new WebhookEndpoint(store.newId(), branch, "https://a.example/hook", events, true);
            store.add(endpoint, new Keys("sealed", null, null));
            return endpoint;
        });
    }
}
