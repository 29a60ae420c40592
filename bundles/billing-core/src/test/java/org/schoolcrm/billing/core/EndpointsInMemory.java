package org.schoolcrm.billing.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolcrm.billing.api.InvoiceEvent;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.webhook.WebhookDelivery;
import org.schoolcrm.billing.api.webhook.WebhookDelivery.State;
import org.schoolcrm.billing.api.webhook.WebhookEndpoint;
import org.schoolcrm.billing.api.webhook.WebhookEndpointId;
import org.schoolcrm.billing.spi.WebhookEndpointStore;
import org.schoolcrm.host.spi.BranchId;

/** Endpoints and deliveries in maps. */
final class EndpointsInMemory implements WebhookEndpointStore {

    final Map<Long, WebhookDelivery> deliveries = new LinkedHashMap<>();
    private final Map<WebhookEndpointId, WebhookEndpoint> endpoints = new LinkedHashMap<>();
    private final Map<WebhookEndpointId, Keys> keys = new HashMap<>();

    WebhookDelivery wait(WebhookEndpoint endpoint, InvoiceEvent event, InvoiceId invoice, Instant at) {
        long id = deliveries.size() + 1L;
        var delivery = new WebhookDelivery(id, endpoint.id(), event, invoice, at, State.WAITING, 0, at, "");
        deliveries.put(id, delivery);
        return delivery;
    }

    @Override
    public WebhookEndpointId newId() {
        return new WebhookEndpointId(endpoints.size() + 1L);
    }

    @Override
    public void add(WebhookEndpoint endpoint, Keys secret) {
        endpoints.put(endpoint.id(), endpoint);
        keys.put(endpoint.id(), secret);
    }

    @Override
    public void change(WebhookEndpoint endpoint) {
        endpoints.put(endpoint.id(), endpoint);
    }

    @Override
    public void change(WebhookEndpointId id, Keys secret) {
        keys.put(id, secret);
    }

    @Override
    public List<WebhookEndpoint> of(BranchId branch) {
        return endpoints.values().stream()
                .filter(one -> one.branch().equals(branch))
                .toList();
    }

    @Override
    public Optional<WebhookEndpoint> find(WebhookEndpointId id) {
        return Optional.ofNullable(endpoints.get(id));
    }

    @Override
    public Optional<Keys> keys(WebhookEndpointId id) {
        return Optional.ofNullable(keys.get(id));
    }

    @Override
    public void remove(WebhookEndpointId id) {
        endpoints.remove(id);
        deliveries.values().removeIf(one -> one.endpoint().equals(id));
    }

    @Override
    public List<WebhookDelivery> deliveries(WebhookEndpointId id, long before, int limit) {
        return deliveries.values().stream()
                .filter(one -> one.endpoint().equals(id) && one.id() < before)
                .sorted(Comparator.comparing(WebhookDelivery::id).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<WebhookDelivery> delivery(long id) {
        return Optional.ofNullable(deliveries.get(id));
    }

    @Override
    public List<WebhookDelivery> due(Instant now, int limit) {
        return new ArrayList<>(deliveries.values())
                .stream()
                        .filter(one ->
                                one.state() == State.WAITING && !one.dueAt().isAfter(now))
                        .limit(limit)
                        .toList();
    }

    @Override
    public void settle(WebhookDelivery delivery) {
        deliveries.put(delivery.id(), delivery);
    }

    @Override
    public void forget(WebhookEndpointId id, Instant before) {
        deliveries
                .values()
                .removeIf(
                        one -> one.endpoint().equals(id) && one.at().isBefore(before) && one.state() != State.WAITING);
    }
}
