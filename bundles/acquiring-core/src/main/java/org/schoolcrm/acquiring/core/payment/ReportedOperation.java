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
 * @param orderId our number of the attempt; empty if the bank does not repeat it
 * @param providerId the bank's number of the payment; empty if it gave none
 * @param operationId the bank's number of this very operation
 * @param amount what was captured or refunded, null if the bank does not say
 * @param refundedTotal what went back in all, null if the bank does not say
 * @param form the bank's payment form, null if there is none
 * @param live whether real money moved
 * @param source how far the report can be relied on
 * @param detail the bank's own words, for people
 */
record ReportedOperation(
        Kind kind,
        String orderId,
        String providerId,
        String operationId,
        Status status,
        @Nullable Money amount,
        @Nullable Money refundedTotal,
        @Nullable URI form,
        boolean live,
        Source source,
        String detail) {

    /** Where a report comes from. */
    enum Source {
        /** A message that proves what it says. */
        PROOF,
        /** A message that proves nothing, or only says that something happened: the bank is queried. */
        HINT,
        /** The answer to a query of ours, which is not repeated for what it leaves out. */
        ANSWER
    }

    static ReportedOperation of(ProviderEvent event, boolean verified) {
        return new ReportedOperation(
                event.kind(),
                event.orderId(),
                event.providerId(),
                event.operationId(),
                event.status(),
                event.amount(),
                null,
                null,
                event.live(),
                verified && !event.hintOnly() ? Source.PROOF : Source.HINT,
                event.detail());
    }

    /** An answer that does not name its mode is of the account's mode. */
    static ReportedOperation of(PaymentAttempt attempt, PaymentOutcome outcome, boolean accountIsLive) {
        var id = Objects.requireNonNullElse(outcome.providerId(), "");
        return new ReportedOperation(
                Kind.PAYMENT,
                attempt.orderId(),
                id,
                id,
                outcome.status(),
                outcome.captured(),
                outcome.refunded(),
                outcome.payAt(),
                Objects.requireNonNullElse(outcome.live(), accountIsLive),
                Source.ANSWER,
                outcome.detail());
    }

    boolean isHint() {
        return source == Source.HINT;
    }

    /** Whether it can change a payment, rather than tell of receipts, cards or disputes. */
    boolean isAboutMoney() {
        return switch (kind) {
            case PAYMENT, REFUND -> true;
            case RECEIPT, BINDING, DISPUTE, OTHER -> false;
        };
    }

    /** Whether the same bytes may mean something new: two refunds of one payment look alike at some banks. */
    boolean mayTellMoreThanBefore() {
        return isHint() && isAboutMoney();
    }

    /** Money that arrived, by a sum; null if none did or the sum is not named. */
    @Nullable
    Money captured() {
        return kind == Kind.PAYMENT && status == Status.CAPTURED ? amount : null;
    }

    /** The bank's number of the payment, or ours where the bank gave none. */
    String number() {
        return providerId.isEmpty() ? orderId : providerId;
    }
}
