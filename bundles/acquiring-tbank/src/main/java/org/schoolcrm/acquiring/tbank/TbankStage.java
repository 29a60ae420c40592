package org.schoolcrm.acquiring.tbank;

import java.util.Objects;
import org.schoolcrm.acquiring.spi.BankAmount;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.Stage;

/** A payment's status in T-Bank's words as an outcome. */
final class TbankStage {

    private TbankStage() {}

    /** After a partial refund the bank does not say how much went back: the stage tells, the sum is left open. */
    static PaymentOutcome outcome(String status, String paymentId, String kopecks) {
        var stage = Objects.requireNonNullElse(TbankProfile.PROFILE.statuses().get(status), Stage.UNKNOWN);
        var amount = BankAmount.minor(kopecks, "RUB");
        if (paymentId.isEmpty()) {
            return PaymentOutcome.unknown("T-Bank names no payment");
        }
        return switch (stage) {
            case PENDING -> PaymentOutcome.pending(paymentId, null, status);
            case AUTHORIZED -> PaymentOutcome.authorized(paymentId, status);
            case PAID, PARTIALLY_REFUNDED ->
                amount.map(taken -> PaymentOutcome.captured(paymentId, taken, status)
                                .in(stage))
                        .orElse(PaymentOutcome.unknown(status + " without an amount"));
            case REFUNDED ->
                amount.map(taken -> PaymentOutcome.captured(paymentId, taken, status)
                                .withRefunded(taken))
                        .orElse(PaymentOutcome.unknown(status + " without an amount"));
            case FAILED, EXPIRED, CANCELLED, REVERSED -> PaymentOutcome.ended(stage, paymentId, status);
            case NOT_SENT, UNKNOWN -> PaymentOutcome.unknown("T-Bank says " + status);
        };
    }
}
