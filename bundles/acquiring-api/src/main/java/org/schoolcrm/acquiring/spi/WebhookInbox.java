package org.schoolcrm.acquiring.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.provider.api.RawWebhook;

/** Every genuine call of a bank, kept sealed. Implemented by {@code persistence}. */
@ConsumerType
public interface WebhookInbox {

    /**
     * Keeps the call unless the very same bytes are there already; waits for another transaction that is just keeping
     * them.
     */
    Kept keep(MerchantAccountId account, RawWebhook webhook, State state);

    /** Keeps calls of different bytes in one go, and answers in their order. */
    default List<Kept> keepAll(List<Call> calls, State state) {
        return calls.stream()
                .map(call -> keep(call.account(), call.webhook(), state))
                .toList();
    }

    Optional<Call> waiting(long id);

    void done(long id, State state, Instant at);

    /** Whether a call was new, and what had become of it before if it was not. */
    record Kept(long id, boolean isNew, State state) {}

    /** What somebody, presumably a bank, has sent to the address of a merchant account. */
    record Call(MerchantAccountId account, RawWebhook webhook) {}

    /** What has become of a call. */
    enum State {
        /** Its adapter was absent. */
        WAITING,
        /** It has taken effect; only this makes a repeat a duplicate. */
        PROCESSED,
        /** It turned out to be forged. */
        REJECTED
    }
}
