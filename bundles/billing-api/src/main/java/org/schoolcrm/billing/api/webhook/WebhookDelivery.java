package org.schoolcrm.billing.api.webhook;

import java.time.Instant;
import org.schoolcrm.billing.api.InvoiceEvent;
import org.schoolcrm.billing.api.InvoiceId;

/**
 * One event on its way to one endpoint.
 *
 * @param at when it happened
 * @param attempts how often it was sent so far
 * @param dueAt when it is sent next, if it still waits
 * @param detail what came of the last attempt
 */
public record WebhookDelivery(
        long id,
        WebhookEndpointId endpoint,
        InvoiceEvent event,
        InvoiceId invoice,
        Instant at,
        State state,
        int attempts,
        Instant dueAt,
        String detail) {

    /** How far it is. */
    public enum State {
        WAITING,
        DELIVERED,
        /** Nobody tries any more, unless somebody asks for it. */
        FAILED
    }

    public WebhookDelivery ended(State end, String how) {
        return new WebhookDelivery(id, endpoint, event, invoice, at, end, attempts + 1, dueAt, how);
    }

    public WebhookDelivery later(Instant next, String why) {
        return new WebhookDelivery(id, endpoint, event, invoice, at, State.WAITING, attempts + 1, next, why);
    }

    /** From the beginning, because somebody asks for it. */
    public WebhookDelivery again(Instant now) {
        return new WebhookDelivery(id, endpoint, event, invoice, at, State.WAITING, 0, now, "");
    }
}
