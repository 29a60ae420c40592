package org.schoolcrm.acquiring.tbank;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.BankAmount;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.spi.TransportFailures;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Clock;

/**
 * Refunds at T-Bank, which gives them no numbers and cannot list them (ADR 0251). That it has accepted ours is known
 * by our own number of it, {@code ExternalRequestId}.
 */
final class TbankRefunds {

    /** How long a request is repeated at most; the bank does not say how long it knows one. */
    private static final Duration REQUEST_IS_KNOWN = Duration.ofHours(24);

    private static final Set<String> IN_HAND = Set.of("REFUNDING", "ASYNC_REFUNDING");
    /** Where a repeat is harmless: {@code ExternalRequestId} does not work for SBP, {@code qrsbp}. */
    private static final Set<String> BY_CARD = Set.of("cards", "mirpay", "tinkoffpay", "sberpay", "yandexpay");

    private final TbankApi api;
    private final Clock clock;

    TbankRefunds(TbankApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    RefundOutcome send(MerchantAccount account, RefundRequest request) {
        var payment = request.payment().providerId();
        if (payment == null) {
            return RefundOutcome.refused("T-Bank's number of the payment is not known");
        }
        var reply = cancel(account, request, payment);
        if (reply.document().isEmpty()) {
            return TransportFailures.refund(reply.http());
        }
        if (!reply.isSuccess()) {
            return reply.isRefusal() ? RefundOutcome.refused(reply.message()) : RefundOutcome.unknown(reply.message());
        }
        return accepted(request, reply.document().get());
    }

    /** A status tells of the payment and not of our refund, because others refund in the dashboard. */
    RefundOutcome query(MerchantAccount account, RefundRequest request) {
        var payment = Objects.requireNonNullElse(request.payment().providerId(), "");
        var reply = api.call(account, "GetState", Map.of("PaymentId", payment));
        if (!reply.isSuccess()) {
            return unclear(reply);
        }
        var state = reply.document().orElseThrow();
        var status = status(state);
        var stage = TbankStage.of(status);
        if (stage == Stage.REFUNDED) {
            return RefundOutcome.done(request.providerRefundId(), request.captured(), status);
        }
        boolean isAccepted = request.providerRefundId() != null;
        if (IN_HAND.contains(status)) {
            return isAccepted
                    ? RefundOutcome.pending(request.providerRefundId(), status)
                    : RefundOutcome.unknown("T-Bank says " + status);
        }
        boolean isPaid = stage == Stage.PAID || stage == Stage.PARTIALLY_REFUNDED;
        if (isPaid && isByCard(state) && request.isYoungerThan(REQUEST_IS_KNOWN, clock.now())) {
            return repeated(request, cancel(account, request, payment));
        }
        if (stage == Stage.PARTIALLY_REFUNDED && !isAccepted) {
            return RefundOutcome.unknown("T-Bank says " + status + ", and not of which refund");
        }
        return refusedBySbp(account, payment)
                .orElseGet(() -> stage == Stage.PARTIALLY_REFUNDED
                        ? RefundOutcome.done(request.providerRefundId(), null, status)
                        : RefundOutcome.unknown("T-Bank says " + status));
    }

    private TbankApi.Reply cancel(MerchantAccount account, RefundRequest request, String payment) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("PaymentId", payment);
        fields.put("Amount", request.amount().minor());
        fields.put("ExternalRequestId", request.key());
        if (request.receipt() != null) {
            fields.put("Receipt", TbankReceipt.of(account, request.receipt()));
        }
        return api.call(account, "Cancel", fields);
    }

    /** Whatever a repeat is refused for, the first one may have succeeded; only the sums prove that ours is in them. */
    private static RefundOutcome repeated(RefundRequest request, TbankApi.Reply reply) {
        if (!reply.isSuccess()) {
            return unclear(reply);
        }
        var root = reply.document().orElseThrow();
        return refunded(request, root) == null
                ? RefundOutcome.unknown("T-Bank says " + status(root) + " and no sums")
                : accepted(request, root);
    }

    /** By the sums, because the bank's own example calls a partial one by the name of a whole one. */
    private static RefundOutcome accepted(RefundRequest request, JsonNode root) {
        var status = status(root);
        return switch (TbankStage.of(status)) {
            case PARTIALLY_REFUNDED, REFUNDED, CANCELLED, REVERSED -> done(request, root);
            case PAID, AUTHORIZED, PENDING -> RefundOutcome.pending(request.key(), status);
            case NOT_SENT, UNKNOWN, FAILED, EXPIRED -> RefundOutcome.unknown("T-Bank says " + status);
        };
    }

    private static RefundOutcome done(RefundRequest request, JsonNode root) {
        var total = refunded(request, root);
        return total != null && total.compareTo(request.refundedAfter()) < 0
                ? RefundOutcome.unknown("T-Bank says " + status(root) + " and that " + total + " went back")
                : RefundOutcome.done(request.key(), total, status(root));
    }

    /** An SBP refund can be refused later without a notice: only the QR's state tells. */
    private Optional<RefundOutcome> refusedBySbp(MerchantAccount account, String payment) {
        var reply = api.call(account, "GetQrState", Map.of("PaymentId", payment));
        if (reply.document().isEmpty()) {
            return Optional.of(unclear(reply));
        }
        var root = reply.document().get();
        var code = root.path("QrCancelCode").asText();
        return code.isEmpty() || code.equals("0")
                ? Optional.empty()
                : Optional.of(RefundOutcome.refused(
                        code + " " + root.path("QrCancelMessage").asText()));
    }

    private static RefundOutcome unclear(TbankApi.Reply reply) {
        return reply.document().isEmpty()
                ? RefundOutcome.unanswered(reply.message())
                : RefundOutcome.unknown(reply.message());
    }

    private static String status(JsonNode root) {
        return root.path("Status").asText();
    }

    private static boolean isByCard(JsonNode state) {
        for (var parameter : state.path("Params")) {
            if (parameter.path("Key").asText().equals("Source")) {
                return BY_CARD.contains(parameter.path("Value").asText().toLowerCase(Locale.ROOT));
            }
        }
        return false;
    }

    /**
     * What went back in all: what we took less what is left. The sum before the operation is no help, because it is not
     * documented whether earlier refunds are in it.
     */
    private static @Nullable Money refunded(RefundRequest request, JsonNode root) {
        return BankAmount.minor(
                        root.path("NewAmount").asText(),
                        request.captured().currency().getCurrencyCode())
                .map(left -> request.captured().minus(left))
                .orElse(null);
    }
}
