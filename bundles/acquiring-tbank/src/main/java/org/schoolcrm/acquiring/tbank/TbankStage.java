package org.schoolcrm.acquiring.tbank;

import com.fasterxml.jackson.databind.JsonNode;
import org.schoolcrm.acquiring.spi.BankAmount;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.Stage;

/** A payment's status in T-Bank's words as an outcome. */
final class TbankStage {

    private TbankStage() {}

    static Stage of(String status) {
        return TbankProfile.PROFILE.statuses().getOrDefault(status, Stage.UNKNOWN);
    }

    /**
     * After a partial refund the bank does not say how much went back: the stage tells, the sum is left open. When all
     * went back the stage says so; whether the amount is then the one that was paid is not documented.
     */
    static PaymentOutcome outcome(JsonNode payment) {
        var status = payment.path("Status").asText();
        var paymentId = payment.path("PaymentId").asText();
        var stage = of(status);
        var amount = BankAmount.minor(payment.path("Amount").asText(), "RUB");
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

    /** Of all payments of an order the one that matters, in whatever order the bank lists them. */
    static PaymentOutcome decisive(JsonNode payments) {
        var decisive = PaymentOutcome.unknown("T-Bank lists no payment of this order");
        int weight = -1;
        for (var payment : payments) {
            var outcome = outcome(payment);
            int other = weight(outcome.stage());
            if (other > weight || (other == weight && outcome.captured() == null)) {
                decisive = outcome;
                weight = other;
            }
        }
        return decisive;
    }

    /** Money first, then what may still bring some, then what nobody understands; what has ended hides none of them. */
    private static int weight(Stage stage) {
        return switch (stage) {
            case PAID -> 6;
            case PARTIALLY_REFUNDED -> 5;
            case REFUNDED -> 4;
            case AUTHORIZED -> 3;
            case PENDING -> 2;
            case NOT_SENT, UNKNOWN -> 1;
            case FAILED, EXPIRED, CANCELLED, REVERSED -> 0;
        };
    }
}
