package org.schoolcrm.mailing.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;

/**
 * A message as operators see it.
 *
 * @param notBefore when it is due
 * @param providerId the provider's number for it, null while it has none
 * @param detail what was said about it last
 * @param delivery what is known of it since its provider has it
 * @param fallbackOf the message that it goes instead of, null for most
 * @param invoices that it is about
 */
public record OutboxMessage(
        long id,
        BranchId branch,
        @Nullable RunId run,
        CustomerId customer,
        AccountId account,
        String purpose,
        String channel,
        String address,
        MessageState state,
        int attempts,
        Instant notBefore,
        @Nullable String providerId,
        String detail,
        DeliveryMoments delivery,
        @Nullable Long fallbackOf,
        Instant changedAt,
        List<InvoiceId> invoices) {

    public OutboxMessage {
        invoices = List.copyOf(invoices);
    }

    /** What a message that is under way waits for. */
    public enum Wait {
        /** Only for its turn. */
        TURN,
        /** For its time: quiet hours, a reminder's day, the next try. */
        TIME,
        /** For its run, which is paused. */
        RUN,
        /** For its channel, which is not installed. */
        CHANNEL,
        /** For the provider, which is busy or refuses us. */
        PROVIDER,
        /** For its template, which the provider has not approved. */
        TEMPLATE
    }

    /** Addresses and providers' answers are personal: they never reach a log. */
    @Override
    public String toString() {
        return "OutboxMessage[" + id + " " + state + "]";
    }
}
