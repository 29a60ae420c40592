package org.schoolcrm.acquiring.tbank;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.BankAmount;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.spi.TransportFailures;
import org.schoolcrm.money.Money;

/** Refunds at T-Bank; {@code ExternalRequestId} makes a repeat harmless, except for SBP. */
final class TbankRefunds {

    private final TbankApi api;

    TbankRefunds(TbankApi api) {
        this.api = api;
    }

    RefundOutcome send(MerchantAccount account, RefundRequest request) {
        if (request.payment().providerId() == null) {
            return RefundOutcome.refused("T-Bank's number of the payment is not known");
        }
        var fields = new LinkedHashMap<String, Object>();
        fields.put("PaymentId", request.payment().providerId());
        fields.put("Amount", request.amount().minor());
        fields.put("ExternalRequestId", request.key());
        if (request.receipt() != null) {
            fields.put("Receipt", TbankReceipt.of(account, request.receipt()));
        }
        var reply = api.call(account, "Cancel", fields);
        if (reply.document().isEmpty()) {
            return TransportFailures.refund(reply.http());
        }
        if (!reply.isSuccess()) {
            return reply.errorCode().equals("9999")
                    ? RefundOutcome.unknown(reply.message())
                    : RefundOutcome.refused(reply.message());
        }
        return accepted(reply.document().get());
    }

    /** An SBP refund can be refused later without a notice: only the QR's state tells. */
    RefundOutcome query(MerchantAccount account, RefundRequest request) {
        var payment = Objects.requireNonNullElse(request.payment().providerId(), "");
        var reply = api.call(account, "GetState", Map.of("PaymentId", payment));
        if (!reply.isSuccess()) {
            return RefundOutcome.unknown(reply.message());
        }
        var status = reply.document().orElseThrow().path("Status").asText();
        var after = request.refundedBefore().plus(request.amount());
        return switch (status) {
            case "REFUNDED" ->
                request.isRest()
                        ? RefundOutcome.done(null, after, status)
                        : RefundOutcome.unknown("T-Bank says that all was refunded");
            case "PARTIAL_REFUNDED" ->
                request.refundedBefore().isZero() ? RefundOutcome.done(null, after, status) : send(account, request);
            case "REFUNDING", "ASYNC_REFUNDING" -> RefundOutcome.pending(null, status);
            default -> qr(account, payment, status);
        };
    }

    private RefundOutcome qr(MerchantAccount account, String payment, String status) {
        var reply = api.call(account, "GetQrState", Map.of("PaymentId", payment));
        var code =
                reply.document().map(root -> root.path("QrCancelCode").asText()).orElse("");
        return code.isEmpty() || code.equals("0")
                ? RefundOutcome.unknown(status)
                : RefundOutcome.refused(code + " "
                        + reply.document()
                                .map(root -> root.path("QrCancelMessage").asText())
                                .orElse(""));
    }

    /** By the sums, because the bank's own example calls a partial one by the name of a whole one. */
    private static RefundOutcome accepted(JsonNode root) {
        var status = root.path("Status").asText();
        var stage = Objects.requireNonNullElse(TbankProfile.PROFILE.statuses().get(status), Stage.UNKNOWN);
        return switch (stage) {
            case PARTIALLY_REFUNDED, REFUNDED, CANCELLED, REVERSED -> RefundOutcome.done(null, total(root), status);
            case PAID, AUTHORIZED, PENDING -> RefundOutcome.pending(null, status);
            case NOT_SENT, UNKNOWN, FAILED, EXPIRED -> RefundOutcome.unknown("T-Bank says " + status);
        };
    }

    private static @org.jspecify.annotations.Nullable Money total(JsonNode root) {
        var before = BankAmount.minor(root.path("OriginalAmount").asText(), "RUB");
        var left = BankAmount.minor(root.path("NewAmount").asText(), "RUB");
        return before.isPresent() && left.isPresent() ? before.get().minus(left.get()) : null;
    }
}
