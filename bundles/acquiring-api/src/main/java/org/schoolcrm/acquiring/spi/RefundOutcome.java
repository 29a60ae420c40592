package org.schoolcrm.acquiring.spi;

import org.jspecify.annotations.Nullable;
import org.schoolcrm.money.Money;

/**
 * What a bank told us of a refund.
 *
 * @param providerRefundId the bank's number of it, null if it has none
 * @param refundedTotal what went back of the payment in all, null if the bank does not say
 * @param detail the bank's own word, for people
 */
public record RefundOutcome(
        Status status,
        Remedy remedy,
        @Nullable String providerRefundId,
        @Nullable Money refundedTotal,
        String detail) {

    /** Five ways a refund can end. */
    public enum Status {
        /** The money went back. */
        DONE,
        /** The bank has it in hand. */
        PENDING,
        /** The bank said no. */
        REFUSED,
        /** The bank never received it: safe to send again. */
        NOT_SENT,
        /** Nobody knows: ask, never send again. */
        UNKNOWN
    }

    public static RefundOutcome done(@Nullable String id, @Nullable Money total, String detail) {
        return new RefundOutcome(Status.DONE, Remedy.NONE, id, total, detail);
    }

    public static RefundOutcome pending(@Nullable String id, String detail) {
        return new RefundOutcome(Status.PENDING, Remedy.ASK, id, null, detail);
    }

    public static RefundOutcome refused(String detail) {
        return new RefundOutcome(Status.REFUSED, Remedy.NONE, null, null, detail);
    }

    public static RefundOutcome notSent(String detail) {
        return new RefundOutcome(Status.NOT_SENT, Remedy.SEND_AGAIN, null, null, detail);
    }

    public static RefundOutcome misconfigured(String detail) {
        return new RefundOutcome(Status.REFUSED, Remedy.CORRECT_SETTINGS, null, null, detail);
    }

    public static RefundOutcome unknown(String detail) {
        return new RefundOutcome(Status.UNKNOWN, Remedy.ASK, null, null, detail);
    }

    /** The request may have arrived, and no usable answer came. */
    public static RefundOutcome unanswered(String detail) {
        return new RefundOutcome(Status.UNKNOWN, Remedy.WAIT, null, null, detail);
    }
}
