package org.schoolcrm.acquiring.core.payment;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentOutcome.Status;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.ProviderEvent.Kind;
import org.schoolcrm.money.Money;

/**
 * One operation on a payment as a bank reports it, whether by a webhook or in answer to a query.
 *
 * @param event what it is about
 * @param refundedTotal what went back in all, null if the bank does not say
 * @param form the bank's payment form, null if there is none
 * @param source how far the report can be relied on
 */
record ReportedOperation(
        ProviderEvent event,
        @Nullable Money refundedTotal,
        @Nullable URI form,
        Source source) {

    /** Where a report comes from. */
    enum Source {
        /** A message that proves what it says. */
        PROOF,
        /** A message that proves that it is the bank's, and only says that something happened: the bank is queried. */
        HINT,
        /** A message that anybody may have sent: the bank is queried, and nothing else follows from it. */
        UNVERIFIED,
        /** The answer to a query of ours, which is not repeated for what it leaves out. */
        ANSWER
    }

    static ReportedOperation of(ProviderEvent event, boolean verified) {
        var said = event.hintOnly() ? Source.HINT : Source.PROOF;
        return new ReportedOperation(event, null, null, verified ? said : Source.UNVERIFIED);
    }

    /** An answer that does not name its mode is of the account's mode. */
    static ReportedOperation of(String orderId, PaymentOutcome outcome, boolean accountIsLive) {
        var event = ProviderEvent.payment(
                        orderId,
                        Objects.requireNonNullElse(outcome.providerId(), ""),
                        outcome.stage(),
                        outcome.captured(),
                        Objects.requireNonNullElse(outcome.live(), accountIsLive),
                        outcome.detail())
                .withAlias(outcome.alias());
        return new ReportedOperation(event, outcome.refunded(), outcome.payAt(), Source.ANSWER);
    }

    Kind kind() {
        return event.kind();
    }

    Status status() {
        return event.status();
    }

    /** Our number of the attempt; empty if the bank does not repeat it. */
    String orderId() {
        return event.orderId();
    }

    /** The bank's number of the payment; empty if it gave none. */
    String providerId() {
        return event.providerId();
    }

    String detail() {
        return event.detail();
    }

    boolean isHint() {
        return source == Source.HINT || source == Source.UNVERIFIED;
    }

    /** Whether it can change a payment, rather than tell of receipts, cards or disputes. */
    boolean isAboutMoney() {
        return switch (kind()) {
            case PAYMENT, REFUND, REFUND_FAILED -> true;
            case RECEIPT, RECEIPT_FAILED, REFUND_RECEIPT, REFUND_RECEIPT_FAILED, BINDING, DISPUTE, OTHER -> false;
        };
    }

    /** Whether it can change what is stored of an attempt, its receipt included. */
    boolean isAboutAttempt() {
        return switch (kind()) {
            case PAYMENT, REFUND, REFUND_FAILED, RECEIPT, RECEIPT_FAILED, REFUND_RECEIPT, REFUND_RECEIPT_FAILED -> true;
            case BINDING, DISPUTE, OTHER -> false;
        };
    }

    /** Whether the same bytes may mean something new: two refunds of one payment look alike at some banks. */
    boolean mayTellMoreThanBefore() {
        return isHint() && isAboutMoney();
    }

    /** Whether something that the message's signature does not pin differs from what we know of the attempt. */
    boolean contradicts(PaymentAttempt attempt) {
        return event.unproven().stream().anyMatch(field -> switch (field) {
            case AMOUNT -> !attempt.amount().equals(event.amount());
            case NUMBER -> !providerId().equals(attempt.providerId());
        });
    }

    /** Whether somebody with one genuine message could have made this one of it. */
    boolean mayBeBent() {
        return !event.unproven().isEmpty();
    }

    /** Money that arrived, by a sum; null if none did or the sum is not named. */
    @Nullable
    Money captured() {
        return kind() == Kind.PAYMENT && status() == Status.CAPTURED ? event.amount() : null;
    }

    /** The bank's number of the payment, or ours where the bank gave none. */
    String number() {
        return providerId().isEmpty() ? orderId() : providerId();
    }
}
