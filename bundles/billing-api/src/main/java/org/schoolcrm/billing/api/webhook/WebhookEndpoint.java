package org.schoolcrm.billing.api.webhook;

import java.util.Set;
import org.schoolcrm.billing.api.InvoiceEvent;
import org.schoolcrm.host.spi.BranchId;

/**
 * Where another system receives events of the invoices of a branch.
 *
 * @param address where it listens, {@code https://…}
 */
public record WebhookEndpoint(
        WebhookEndpointId id, BranchId branch, String address, Set<InvoiceEvent> events, boolean active) {

    public WebhookEndpoint {
        events = Set.copyOf(events);
    }
}
