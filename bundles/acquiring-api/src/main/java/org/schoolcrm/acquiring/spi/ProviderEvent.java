package org.schoolcrm.acquiring.spi;

import java.util.Currency;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.money.Money;

/**
 * One thing that a bank reports.
 *
 * @param orderId our number of the attempt, as the bank repeats it; empty if it does not
 * @param providerId the bank's number of the payment; empty if it does not say
 * @param alias a second number that the bank's later messages name the payment by, null if there is none
 * @param operationId the bank's number of this very operation on it; the payment's own number where the bank has none
 * @param amount what the event is about, null if the bank does not say, or does not name its currency
 * @param bareAmount what the event is about where the bank does not name the currency, null otherwise
 * @param live whether real money moved
 * @param hintOnly whether it only says that something happened: the bank is asked what
 * @param unproven what the message's signature does not pin; where one of them differs from what we know, the bank is
 *     asked
 * @param detail the bank's own word, for people
 */
public record ProviderEvent(
        Kind kind,
        String orderId,
        String providerId,
        @Nullable String alias,
        String operationId,
        Stage stage,
        @Nullable Money amount,
        @Nullable BareAmount bareAmount,
        boolean live,
        boolean hintOnly,
        Set<Unproven> unproven,
        String detail) {

    public ProviderEvent {
        unproven = Set.copyOf(unproven);
    }

    /** With an amount that names its currency, or without one. */
    public ProviderEvent(
            Kind kind,
            String orderId,
            String providerId,
            @Nullable String alias,
            String operationId,
            Stage stage,
            @Nullable Money amount,
            boolean live,
            boolean hintOnly,
            Set<Unproven> unproven,
            String detail) {
        this(kind, orderId, providerId, alias, operationId, stage, amount, null, live, hintOnly, unproven, detail);
    }

    /** What it is about. */
    public enum Kind {
        /** A payment came to a stage. */
        PAYMENT,
        /** One refund of so much went back; its number is the operation's. */
        REFUND,
        /** A refund that was accepted, or even done, has failed: the money is still ours, or ours again. */
        REFUND_FAILED,
        /** The receipt of a payment was printed. */
        RECEIPT,
        /** A receipt that the law asks for (54-ФЗ) was not printed: a person must look. */
        RECEIPT_FAILED,
        /** The receipt of a refund was printed. */
        REFUND_RECEIPT,
        /** The receipt of a refund was not printed: a person must look. */
        REFUND_RECEIPT_FAILED,
        /** A card or an account was bound. */
        BINDING,
        /** The payer disputes the payment: a person must look. */
        DISPUTE,
        /** Something that we do not know. */
        OTHER
    }

    /** What somebody who has one genuine message could change in it without breaking its signature. */
    public enum Unproven {
        AMOUNT,
        /** The bank's number of the payment. */
        NUMBER
    }

    public PaymentOutcome.Status status() {
        return stage.status();
    }

    /** What the event is about, in the payment's currency where the bank names none; null if the bank does not say. */
    public @Nullable Money amountIn(Currency paymentCurrency) {
        return bareAmount == null ? amount : bareAmount.in(paymentCurrency).orElse(null);
    }

    /** News of a payment. */
    public static ProviderEvent payment(
            String orderId, String providerId, Stage stage, @Nullable Money amount, boolean live, String detail) {
        return new ProviderEvent(
                Kind.PAYMENT, orderId, providerId, null, providerId, stage, amount, live, false, Set.of(), detail);
    }

    /**
     * News of one refund.
     *
     * @param kind {@link Kind#REFUND} or {@link Kind#REFUND_FAILED}
     * @param amount null if the bank does not say: the bank is asked
     */
    public static ProviderEvent refund(
            Kind kind,
            String orderId,
            String providerId,
            String operationId,
            @Nullable Money amount,
            boolean live,
            String detail) {
        return new ProviderEvent(
                kind, orderId, providerId, null, operationId, Stage.UNKNOWN, amount, live, false, Set.of(), detail);
    }

    /** News of anything that moves no money by itself. */
    public static ProviderEvent notice(Kind kind, String orderId, String providerId, boolean live, String detail) {
        return new ProviderEvent(
                kind, orderId, providerId, null, providerId, Stage.UNKNOWN, null, live, false, Set.of(), detail);
    }

    /**
     * News of a receipt.
     *
     * @param amount what it is for, by which the receipt of a refund is known; null if the bank does not say
     */
    public static ProviderEvent receipt(
            Kind kind, String orderId, String providerId, @Nullable Money amount, boolean live, String detail) {
        return new ProviderEvent(
                kind, orderId, providerId, null, providerId, Stage.UNKNOWN, amount, live, false, Set.of(), detail);
    }

    /** The same, but only a hint to ask the bank. */
    public ProviderEvent asHint() {
        return new ProviderEvent(
                kind, orderId, providerId, alias, operationId, stage, amount, bareAmount, live, true, unproven, detail);
    }

    /** With a second number that the bank's later messages name the payment by. */
    public ProviderEvent withAlias(@Nullable String other) {
        return new ProviderEvent(
                kind,
                orderId,
                providerId,
                other,
                operationId,
                stage,
                amount,
                bareAmount,
                live,
                hintOnly,
                unproven,
                detail);
    }

    /** With what its signature does not pin. */
    public ProviderEvent unproven(Unproven... fields) {
        return new ProviderEvent(
                kind,
                orderId,
                providerId,
                alias,
                operationId,
                stage,
                amount,
                bareAmount,
                live,
                hintOnly,
                Set.of(fields),
                detail);
    }

    /** With an amount in the currency of the payment, because the bank does not name it. */
    public ProviderEvent withBareAmount(BareAmount bare) {
        return new ProviderEvent(
                kind, orderId, providerId, alias, operationId, stage, null, bare, live, hintOnly, unproven, detail);
    }
}
