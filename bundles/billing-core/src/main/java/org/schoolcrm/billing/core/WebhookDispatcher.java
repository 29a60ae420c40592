package org.schoolcrm.billing.core;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.webhook.WebhookDelivery;
import org.schoolcrm.billing.api.webhook.WebhookDelivery.State;
import org.schoolcrm.billing.api.webhook.WebhookEndpoint;
import org.schoolcrm.billing.api.webhook.WebhookEndpointId;
import org.schoolcrm.billing.spi.InvoiceStore;
import org.schoolcrm.billing.spi.WebhookEndpointStore;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.PublicHttp;
import org.schoolcrm.runtime.api.Secrets;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.RecurringJob;

/** Delivers events of invoices to webhook endpoints, with retries for three days, never inside a transaction. */
public final class WebhookDispatcher extends RecurringJob {

    private static final String KIND = "webhook-post";
    private static final int ROUND = 100;
    private static final int GONE = 410;
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private final WebhookEndpointStore store;
    private final InvoiceStore invoices;
    private final PublicHttp http;
    private final Secrets secrets;
    private final Transactions transactions;
    private final Clock clock;

    public WebhookDispatcher(
            WebhookEndpointStore store,
            InvoiceStore invoices,
            PublicHttp http,
            Secrets secrets,
            Transactions transactions,
            Jobs jobs,
            Clock clock) {
        super(KIND, PERIOD, transactions, jobs, clock);
        this.store = store;
        this.invoices = invoices;
        this.http = http;
        this.secrets = secrets;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** An endpoint that fails is skipped for the rest of the round, so that it does not hold up others. */
    @Override
    protected boolean runOnce() {
        var due = store.due(clock.now(), ROUND);
        var failing = new HashSet<WebhookEndpointId>();
        for (var delivery : due) {
            if (!failing.contains(delivery.endpoint())) {
                deliver(delivery, failing);
            }
        }
        return due.size() == ROUND && failing.isEmpty();
    }

    private void deliver(WebhookDelivery delivery, Set<WebhookEndpointId> failing) {
        var endpoint = store.find(delivery.endpoint()).orElseThrow();
        var invoice = invoices.find(delivery.invoice());
        if (!endpoint.active() || invoice.isEmpty()) {
            settle(delivery.ended(State.FAILED, "switched off"));
            return;
        }
        var answer = http.send(call(endpoint, delivery, invoice.get()));
        var said = answer.kind() == HttpAnswer.Kind.ANSWERED ? "HTTP " + answer.status() : answer.detail();
        if (answer.isOk()) {
            settle(delivery.ended(State.DELIVERED, said));
        } else if (answer.kind() == HttpAnswer.Kind.ANSWERED && answer.status() == GONE) {
            transactions.run(() -> {
                store.change(new WebhookEndpoint(
                        endpoint.id(), endpoint.branch(), endpoint.address(), endpoint.events(), false));
                store.settle(delivery.ended(State.FAILED, said));
            });
        } else {
            failing.add(endpoint.id());
            settle(
                    delivery.attempts() < WAITS.size()
                            ? delivery.later(clock.now().plus(WAITS.get(delivery.attempts())), said)
                            : delivery.ended(State.FAILED, said));
        }
    }

    private void settle(WebhookDelivery delivery) {
        transactions.run(() -> {
            store.settle(delivery);
            store.forget(delivery.endpoint(), clock.now().minus(KEPT));
        });
    }

    /** The same id for each attempt, by which the receiver recognises what it has received already. */
    private HttpCall call(WebhookEndpoint endpoint, WebhookDelivery delivery, Invoice invoice) {
        var id = "msg_" + delivery.id();
        var now = clock.now();
        var body = "{\"type\":\"%s\",\"timestamp\":\"%s\",\"data\":{\"invoice\":%s,\"number\":\"%s\",\"branch\":%s}}"
                .formatted(delivery.event().type(), delivery.at(), invoice.id(), invoice.number(), invoice.branch());
        return HttpCall.post(URI.create(endpoint.address()), "application/json", body)
                .with("webhook-id", id)
                .with("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .with("webhook-signature", WebhookSignature.of(secrets(endpoint.id(), now), id, now, body));
    }

    private List<String> secrets(WebhookEndpointId id, Instant now) {
        var keys = store.keys(id).orElseThrow();
        var open = new ArrayList<String>();
        open.add(secrets.open(keys.now(), WebhookEndpointAdministration.place(id)));
        if (keys.before() != null && keys.beforeUntil() != null && now.isBefore(keys.beforeUntil())) {
            open.add(secrets.open(keys.before(), WebhookEndpointAdministration.place(id)));
        }
        return open;
    }
}
