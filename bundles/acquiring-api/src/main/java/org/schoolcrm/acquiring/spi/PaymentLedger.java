package org.schoolcrm.acquiring.spi;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.Credit;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.host.spi.Posting;
import org.schoolcrm.money.Money;

/**
 * The bank operations that we know of, each once and for ever, and the queue of those that the CRM is still to post.
 * Implemented by {@code persistence}.
 */
@ConsumerType
public interface PaymentLedger {

    PaymentId newId();

    /**
     * Enters the operation unless it stands there already.
     *
     * @return whether it is new: the database decides, under any number of callers at once (I2)
     */
    boolean enter(BankOperation operation);

    /** Enters all of them in one go; the ids of those that are new. */
    default Set<PaymentId> enterAll(List<BankOperation> operations) {
        return operations.stream().filter(this::enter).map(BankOperation::id).collect(Collectors.toSet());
    }

    /** All operations of the attempt, in the order in which they were entered. */
    List<BankOperation> of(AttemptId attempt);

    /** Operations that belong to no attempt and were not assigned, oldest first. */
    List<BankOperation> unassigned(BranchId branch);

    Optional<BankOperation> find(PaymentId id);

    /**
     * Notes whom held money was credited to, and as which payment; whether nobody did so before. The money is one of
     * the operations of that attempt from then on.
     */
    boolean assign(PaymentId id, InvoiceId invoice, AttemptId attempt, Instant at);

    /** Queues the posting, in the transaction that entered the operation. */
    void queue(Posting posting);

    /** Queues all of them in one go. */
    default void queueAll(List<Posting> postings) {
        postings.forEach(this::queue);
    }

    /** Postings that are not settled and whose time has come, oldest first, at most so many. */
    List<Posting> queued(Instant now, int limit);

    /** Notes what became of them; one that is settled already stays as it is. */
    void settle(List<Settled> settled, Instant at);

    /** Keeps the posting queued, but not to be tried before then. */
    void postpone(PaymentId id, Instant until);

    /** Credits since then, and all that are still queued. */
    List<Credit> credits(BranchId branch, Collection<CustomerId> customers, Instant since);

    /** What the CRM said of a posting: that it stands in the books, or why it never will. */
    record Settled(PaymentId id, boolean posted, String detail) {}

    /**
     * Money that a bank moved.
     *
     * @param attempt null for money that belongs to no attempt of ours: held as unassigned
     * @param invoice null for unassigned money
     * @param isTest whether a bank's test mode only said so: no real money moved though the account is live
     */
    record BankOperation(
            PaymentId id,
            BranchId branch,
            MerchantAccountId account,
            String providerId,
            Kind kind,
            String operationId,
            Money amount,
            @Nullable AttemptId attempt,
            @Nullable InvoiceId invoice,
            boolean isTest,
            String detail,
            Instant at) {

        /** Which way the money went. */
        public enum Kind {
            PAYMENT,
            REFUND,
            /** Money of a refund that came back to us. */
            REFUND_REVERSED
        }
    }
}
