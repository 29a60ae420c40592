package org.schoolcrm.acquiring.cloudpayments;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.schoolcrm.acquiring.spi.BankAmount;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.Stage;

/** One operation as CloudPayments describes it, which may be a payment, a refund of one, or a payout. */
record CloudpaymentsTransaction(JsonNode model) {

    private static final String PAYMENT = "0";
    private static final Set<String> NO_CARD = Set.of("", "Unknown");

    String id() {
        return text("TransactionId");
    }

    /** The number of the payment that a refund belongs to; empty for a payment. */
    String original() {
        return text("OriginalTransactionId");
    }

    boolean isDeclined() {
        return stage() == Stage.FAILED;
    }

    /** Refunds and payouts carry the number of the order too. */
    boolean isPaymentOf(String orderId) {
        return isOfType(PAYMENT) && original().isEmpty() && text("InvoiceId").equals(orderId);
    }

    boolean isRefundOf(PaymentRef payment, String number) {
        boolean isSamePayment = original().isEmpty() || original().equals(payment.providerId());
        return id().equals(number) && isSamePayment && !text("Type").equals(PAYMENT);
    }

    /** What becomes of money that does not go to a card, CloudPayments says later. */
    boolean isDoneByCard() {
        return text("Status").equals("Completed")
                && !NO_CARD.contains(text("CardType"))
                && !text("PaymentMethod").equalsIgnoreCase("Sbp");
    }

    RefundOutcome refund() {
        var status = text("Status");
        return switch (status) {
            case "Completed" -> RefundOutcome.done(id(), null, status);
            case "Declined", "Cancelled" -> RefundOutcome.refused(status);
            default -> RefundOutcome.pending(id(), status);
        };
    }

    PaymentOutcome payment() {
        var status = text("Status");
        var amount = BankAmount.decimal(text("Amount"), text("Currency"));
        var outcome = switch (stage()) {
            case PENDING -> PaymentOutcome.pending(id(), null, status);
            case AUTHORIZED -> PaymentOutcome.authorized(id(), status);
            case PAID ->
                amount.map(taken -> PaymentOutcome.captured(id(), taken, status))
                        .orElse(PaymentOutcome.unknown(status + " without an amount"));
            case FAILED, EXPIRED, CANCELLED, REVERSED -> PaymentOutcome.ended(stage(), id(), status);
            case NOT_SENT, UNKNOWN, PARTIALLY_REFUNDED, REFUNDED ->
                PaymentOutcome.unknown("CloudPayments says " + status);
        };
        return model.path("TestMode").isBoolean()
                ? outcome.withLive(!model.get("TestMode").asBoolean())
                : outcome;
    }

    private Stage stage() {
        return CloudpaymentsProfile.PROFILE.statuses().getOrDefault(text("Status"), Stage.UNKNOWN);
    }

    private boolean isOfType(String type) {
        return model.path("Type").asText(type).equals(type);
    }

    private String text(String field) {
        return model.path(field).asText();
    }
}
