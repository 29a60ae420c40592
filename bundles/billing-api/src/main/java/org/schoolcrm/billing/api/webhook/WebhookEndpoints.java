package org.schoolcrm.billing.api.webhook;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.billing.api.InvoiceEvent;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Actor;

/**
 * Webhook endpoints for events of invoices: signed as Standard Webhooks says, delivered at least once, in no promised
 * order. Refusals are of a {@link WebhookProblem}.
 */
@ProviderType
public interface WebhookEndpoints {

    List<WebhookEndpoint> of(BranchId branch);

    Optional<WebhookEndpoint> find(WebhookEndpointId id);

    /**
     * Takes public https addresses only, and answers with the one that is called. The only moment at which the secret is
     * shown, until the next one.
     */
    WithSecret add(BranchId branch, String address, Set<InvoiceEvent> events, Actor actor);

    WebhookEndpoint change(WebhookEndpointId id, String address, Set<InvoiceEvent> events, boolean active, Actor actor);

    /** Makes a new secret; for a day what is sent is signed with the one before too. */
    WithSecret rotate(WebhookEndpointId id, Actor actor);

    /** Forgets the endpoint with its deliveries; what was due to it is not sent any more. */
    void remove(WebhookEndpointId id, Actor actor);

    /** Newest first, those before that id. */
    List<WebhookDelivery> deliveries(WebhookEndpointId id, long before, int limit);

    /** Sends it once more, with the same id, whatever has become of it. */
    WebhookDelivery redeliver(WebhookEndpointId id, long delivery, Actor actor);

    /** An endpoint with its secret, {@code whsec_…}. */
    record WithSecret(WebhookEndpoint endpoint, String secret) {

        /** The secret never reaches a log. */
        @Override
        public String toString() {
            return "WithSecret[" + endpoint + "]";
        }
    }
}
