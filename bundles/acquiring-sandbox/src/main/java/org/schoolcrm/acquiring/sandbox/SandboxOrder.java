package org.schoolcrm.acquiring.sandbox;

import java.net.URI;
import java.time.Instant;
import org.schoolcrm.money.Money;

/**
 * A payment in the bank's own orders.
 *
 * @param secret of the merchant who opened it; the bank signs with it
 */
record SandboxOrder(
        String orderId,
        String paymentId,
        String secret,
        Money amount,
        String description,
        State state,
        URI returnTo,
        URI webhookAt,
        Instant validUntil) {

    /** The bank's own words. */
    enum State {
        OPEN,
        PAID,
        REFUSED
    }

    SandboxOrder with(State next) {
        return new SandboxOrder(orderId, paymentId, secret, amount, description, next, returnTo, webhookAt, validUntil);
    }
}
