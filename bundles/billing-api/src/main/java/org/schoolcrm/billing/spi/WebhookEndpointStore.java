package org.schoolcrm.billing.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.billing.api.webhook.WebhookDelivery;
import org.schoolcrm.billing.api.webhook.WebhookEndpoint;
import org.schoolcrm.billing.api.webhook.WebhookEndpointId;
import org.schoolcrm.host.spi.BranchId;

/** Where endpoints live, and the deliveries to them. Implemented by {@code persistence}. */
@ConsumerType
public interface WebhookEndpointStore {

    WebhookEndpointId newId();

    void add(WebhookEndpoint endpoint, Keys keys);

    void change(WebhookEndpoint endpoint);

    void change(WebhookEndpointId id, Keys keys);

    List<WebhookEndpoint> of(BranchId branch);

    Optional<WebhookEndpoint> find(WebhookEndpointId id);

    Optional<Keys> keys(WebhookEndpointId id);

    /** With its deliveries. */
    void remove(WebhookEndpointId id);

    /** Newest first, those before that id. */
    List<WebhookDelivery> deliveries(WebhookEndpointId id, long before, int limit);

    Optional<WebhookDelivery> delivery(long id);

    /** What waits and is due, oldest first. */
    List<WebhookDelivery> due(Instant now, int limit);

    void settle(WebhookDelivery delivery);

    /** Drops what has ended and happened before. */
    void forget(WebhookEndpointId id, Instant before);

    /** Sealed secrets: the one that holds, and the one before while it still does. */
    record Keys(
            String now, @Nullable String before, @Nullable Instant beforeUntil) {}
}
