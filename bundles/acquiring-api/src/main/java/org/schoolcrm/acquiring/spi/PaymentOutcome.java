package org.schoolcrm.acquiring.spi;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.money.Money;

/**
 * What a bank told us of a payment, in our words.
 *
 * @param providerId the bank's number for the payment, null if it gave none
 * @param alias a second number that the bank's messages name the payment by, null if there is none
 * @param payAt the form that the payer is to be sent to, null if there is none
 * @param captured what the bank took, null unless {@link Status#CAPTURED}
 * @param refunded what went back in all, null if the bank does not say
 * @param live whether real money moved, null if the bank does not say
 * @param retryAfter when the bank wants to be called again, null if it does not say
 * @param detail the bank's own word, for people
 */
public record PaymentOutcome(
        Stage stage,
        Remedy remedy,
        @Nullable String providerId,
        @Nullable String alias,
        @Nullable URI payAt,
        @Nullable Money captured,
        @Nullable Money refunded,
        @Nullable Boolean live,
        @Nullable Duration retryAfter,
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

    public Status status() {
        return stage.status();
    }

    public static PaymentOutcome captured(String providerId, Money amount, String detail) {
        return new PaymentOutcome(Stage.PAID, Remedy.NONE, providerId, null, null, amount, null, null, null, detail);
    }

    public static PaymentOutcome pending(String providerId, @Nullable URI payAt, String detail) {
        return new PaymentOutcome(Stage.PENDING, Remedy.ASK, providerId, null, payAt, null, null, null, null, detail);
    }

    public static PaymentOutcome authorized(String providerId, String detail) {
        return new PaymentOutcome(Stage.AUTHORIZED, Remedy.ASK, providerId, null, null, null, null, null, null, detail);
    }

    public static PaymentOutcome declined(@Nullable String providerId, String detail) {
        return ended(Stage.FAILED, providerId, detail);
    }

    /**
     * Ended without money: {@link Stage#FAILED}, {@link Stage#EXPIRED}, {@link Stage#CANCELLED} or
     * {@link Stage#REVERSED}.
     */
    public static PaymentOutcome ended(Stage stage, @Nullable String providerId, String detail) {
        return new PaymentOutcome(stage, Remedy.NONE, providerId, null, null, null, null, null, null, detail);
    }

    public static PaymentOutcome notSent(String detail) {
        return of(Stage.NOT_SENT, Remedy.SEND_AGAIN, detail);
    }

    /** The bank turned the call away because it is busy; null if it did not say for how long. */
    public static PaymentOutcome throttled(@Nullable Duration retryAfter, String detail) {
        return new PaymentOutcome(
                Stage.NOT_SENT, Remedy.SEND_AGAIN, null, null, null, null, null, null, retryAfter, detail);
    }

    /** The bank did not act because our settings are wrong, or because it does not offer this at all. */
    public static PaymentOutcome misconfigured(String detail) {
        return of(Stage.NOT_SENT, Remedy.CORRECT_SETTINGS, detail);
    }

    public static PaymentOutcome unknown(String detail) {
        return of(Stage.UNKNOWN, Remedy.ASK, detail);
    }

    /** The request may have arrived, and no usable answer came. */
    public static PaymentOutcome unanswered(String detail) {
        return of(Stage.UNKNOWN, Remedy.WAIT, detail);
    }

    /** With what went back to the payer in all; the stage follows from the sums. */
    public PaymentOutcome withRefunded(Money total) {
        var next = captured == null || total.isZero()
                ? stage
                : total.compareTo(captured) < 0 ? Stage.PARTIALLY_REFUNDED : Stage.REFUNDED;
        return new PaymentOutcome(next, remedy, providerId, alias, payAt, captured, total, live, retryAfter, detail);
    }

    /** With a second number that the bank's messages name the payment by. */
    public PaymentOutcome withAlias(@Nullable String other) {
        return new PaymentOutcome(
                stage, remedy, providerId, other, payAt, captured, refunded, live, retryAfter, detail);
    }

    /** In a stage that the bank named without a sum that would prove it. */
    public PaymentOutcome in(Stage named) {
        return new PaymentOutcome(
                named, remedy, providerId, alias, payAt, captured, refunded, live, retryAfter, detail);
    }

    public PaymentOutcome withLive(boolean isLive) {
        return new PaymentOutcome(
                stage, remedy, providerId, alias, payAt, captured, refunded, isLive, retryAfter, detail);
    }

    /** With other words for people. */
    public PaymentOutcome saying(String words) {
        return new PaymentOutcome(stage, remedy, providerId, alias, payAt, captured, refunded, live, retryAfter, words);
    }

    private static PaymentOutcome of(Stage stage, Remedy remedy, String detail) {
        return new PaymentOutcome(stage, remedy, null, null, null, null, null, null, null, detail);
    }
}
