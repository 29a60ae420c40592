package org.schoolcrm.acquiring.spi;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.money.Money;

/**
 * What a bank told us, in our words.
 *
 * @param providerId the bank's number for the payment, null if it gave none
 * @param payAt the form that the payer is to be sent to, null if there is none
 * @param captured what the bank took, null unless {@link Status#CAPTURED}
 * @param detail the bank's own word, for people
 */
public record PaymentOutcome(
        Status status,
        @Nullable String providerId,
        @Nullable URI payAt,
        @Nullable Money captured,
        String detail) {

    /** Five ways a call to a bank can end. */
    public enum Status {
        /** The money is ours. */
        CAPTURED,
        /** Waiting for the payer or the bank. */
        PENDING,
        /** The bank said no, or the time ran out. */
        DECLINED,
        /** The bank never received the request: safe to try again. */
        NOT_SENT,
        /** Nobody knows: ask later, never charge again. */
        UNKNOWN
    }

    public static PaymentOutcome captured(String providerId, Money amount, String detail) {
        return new PaymentOutcome(Status.CAPTURED, providerId, null, amount, detail);
    }

    public static PaymentOutcome pending(String providerId, @Nullable URI payAt, String detail) {
        return new PaymentOutcome(Status.PENDING, providerId, payAt, null, detail);
    }

    public static PaymentOutcome declined(@Nullable String providerId, String detail) {
        return new PaymentOutcome(Status.DECLINED, providerId, null, null, detail);
    }

    public static PaymentOutcome notSent(String detail) {
        return new PaymentOutcome(Status.NOT_SENT, null, null, null, detail);
    }

    public static PaymentOutcome unknown(String detail) {
        return new PaymentOutcome(Status.UNKNOWN, null, null, null, detail);
    }
}
