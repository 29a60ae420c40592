package org.schoolcrm.acquiring.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.billing.api.InvoiceId;

/** Where payment attempts live. Implemented by {@code persistence}. */
@ConsumerType
public interface AttemptStore {

    AttemptId newId();

    void add(PaymentAttempt attempt);

    Optional<PaymentAttempt> find(AttemptId id);

    Optional<PaymentAttempt> findByOrder(MerchantAccountId account, String orderId);

    /** The newest attempt that the bank knows by this number of its own, or by a second one. */
    Optional<PaymentAttempt> findByProvider(MerchantAccountId account, String providerId);

    /** Notes a second number that the bank's messages name an attempt by; once noted it stays. */
    void addAlias(MerchantAccountId account, String alias, AttemptId attempt);

    /** Newest first. */
    List<PaymentAttempt> of(InvoiceId invoice);

    Optional<PaymentAttempt> latestOf(InvoiceId invoice);

    /** Locks, steps and saves as one. */
    Optional<PaymentAttempt> change(AttemptId id, UnaryOperator<PaymentAttempt> step);

    /**
     * Notes that the bank is asked about an attempt now, on behalf of a payer.
     *
     * @return whether it was not asked less than that pause ago, on whichever node
     */
    boolean beginQuery(AttemptId id, Instant now, Duration pause);

    /** Locks the attempts of those orders that are known, all in one order, until the transaction ends. */
    default Map<Order, PaymentAttempt> lockAll(Collection<Order> orders) {
        var locked = new HashMap<Order, PaymentAttempt>();
        for (var order : orders) {
            findByOrder(order.account(), order.id())
                    .flatMap(found -> change(found.id(), was -> was))
                    .ifPresent(attempt -> locked.put(order, attempt));
        }
        return locked;
    }

    /** Saves attempts that the caller has locked. */
    default void saveAll(List<PaymentAttempt> locked) {
        locked.forEach(attempt -> change(attempt.id(), was -> attempt));
    }

    /** What an attempt is called at its bank. */
    record Order(MerchantAccountId account, String id) {}
}
