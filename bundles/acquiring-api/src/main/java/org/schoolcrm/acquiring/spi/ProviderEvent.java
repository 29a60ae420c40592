package org.schoolcrm.acquiring.spi;

import org.jspecify.annotations.Nullable;
import org.schoolcrm.money.Money;

/**
 * One thing that a bank reports.
 *
 * @param orderId our number of the attempt, as the bank repeats it; empty if it does not
 * @param providerId the bank's number of the payment; empty if it does not say
 * @param operationId the bank's number of this very operation on it; the payment's own number where the bank has none
 * @param amount what the event is about, null if the bank does not say
 * @param live whether real money moved
 * @param hintOnly whether it only says that something happened: the bank is asked what
 * @param detail the bank's own word, for people
 */
public record ProviderEvent(
        Kind kind,
        String orderId,
        String providerId,
        String operationId,
        Stage stage,
        @Nullable Money amount,
        boolean live,
        boolean hintOnly,
        String detail) {

    /** What it is about. */
    public enum Kind {
        /** A payment came to a stage. */
        PAYMENT,
        /** One refund of so much; its number is the operation's. */
        REFUND,
        /** A receipt was printed. */
        RECEIPT,
        /** A card or an account was bound. */
        BINDING,
        /** The payer disputes the payment: a person must look. */
        DISPUTE,
        /** Something that we do not know. */
        OTHER
    }

    public PaymentOutcome.Status status() {
        return stage.status();
    }

    /** News of a payment. */
    public static ProviderEvent payment(
            String orderId, String providerId, Stage stage, @Nullable Money amount, boolean live, String detail) {
        return new ProviderEvent(Kind.PAYMENT, orderId, providerId, providerId, stage, amount, live, false, detail);
    }

    /** News of anything that moves no money by itself. */
    public static ProviderEvent notice(Kind kind, String orderId, String providerId, boolean live, String detail) {
        return new ProviderEvent(kind, orderId, providerId, providerId, Stage.UNKNOWN, null, live, false, detail);
    }

    /** The same, but only a hint to ask the bank. */
    public ProviderEvent asHint() {
        return new ProviderEvent(kind, orderId, providerId, operationId, stage, amount, live, true, detail);
    }
}
