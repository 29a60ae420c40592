package org.schoolcrm.acquiring.yookassa;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.kit.BankRequests;
import org.schoolcrm.acquiring.kit.ListedRefund;
import org.schoolcrm.acquiring.kit.RefundLookup;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.TransportFailures;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Clock;

/** Refunds at YooKassa, which lists them and knows an idempotence key for a day (ADR 0251). */
final class YookassaRefunds {

    private static final String OUR_NUMBER = "refund";

    private final YookassaApi api;
    private final Clock clock;

    YookassaRefunds(YookassaApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    RefundOutcome send(MerchantAccount account, RefundRequest request) {
        if (request.payment().providerId() == null) {
            return RefundOutcome.refused("YooKassa's number of the payment is not known");
        }
        var fields = new LinkedHashMap<String, Object>();
        fields.put("payment_id", request.payment().providerId());
        fields.put("amount", YookassaPayment.amount(request.amount()));
        fields.put("metadata", Map.of(OUR_NUMBER, request.key()));
        if (request.receipt() != null) {
            fields.put("receipt", YookassaReceipt.of(account, request.receipt()));
        }
        return outcome(account, request, api.post(account, "refunds", request.key(), fields));
    }

    RefundOutcome query(MerchantAccount account, RefundRequest request) {
        return new RefundLookup(
                        cursor -> page(account, request, cursor),
                        number -> byNumber(account, request, number),
                        () -> send(account, request))
                .query(request, clock.now());
    }

    private RefundOutcome byNumber(MerchantAccount account, RefundRequest request, String number) {
        return outcome(account, request, api.get(account, "refunds/" + BankRequests.encoded(number)));
    }

    private Optional<RefundLookup.Page> page(MerchantAccount account, RefundRequest request, String cursor) {
        var payment = Optional.ofNullable(request.payment().providerId()).orElse("");
        var path = "refunds?limit=100&payment_id=" + BankRequests.encoded(payment);
        return api.get(account, cursor.isEmpty() ? path : path + "&cursor=" + BankRequests.encoded(cursor))
                .list()
                .map(list -> {
                    var refunds = new ArrayList<ListedRefund>();
                    for (var refund : list.path("items")) {
                        if (refund.path("payment_id").asText().equals(payment)) {
                            refunds.add(listed(refund));
                        }
                    }
                    return new RefundLookup.Page(
                            refunds, list.path("next_cursor").asText());
                });
    }

    private static ListedRefund listed(JsonNode refund) {
        return new ListedRefund(
                refund.path("id").asText(),
                refund.path("metadata").path(OUR_NUMBER).asText(),
                YookassaPayment.amount(refund.path("amount")).orElse(null),
                instant(refund.path("created_at").asText()),
                !refund.path("status").asText().equals("canceled"));
    }

    private static @Nullable Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private RefundOutcome outcome(MerchantAccount account, RefundRequest request, YookassaApi.Reply reply) {
        if (reply.object().isEmpty()) {
            return unclear(reply);
        }
        var id = reply.object().get().path("id").asText();
        var status = reply.object().get().path("status").asText();
        return switch (status) {
            case "succeeded" ->
                refundedInAll(account, request)
                        .map(total -> RefundOutcome.done(id, request.refundedAfter(total), status))
                        .orElse(RefundOutcome.pending(id, status));
            case "pending" -> RefundOutcome.pending(id, status);
            case "canceled" -> RefundOutcome.refused(status);
            default -> RefundOutcome.unknown("YooKassa says " + status);
        };
    }

    /** A key that came before with other data says that the first request arrived. */
    private static RefundOutcome unclear(YookassaApi.Reply reply) {
        if (reply.isUsedKey()) {
            return RefundOutcome.unknown(reply.message());
        }
        return reply.isRefusal() ? RefundOutcome.refused(reply.message()) : TransportFailures.refund(reply.http());
    }

    /** Read from the payment, whoever sent it back. */
    private Optional<Money> refundedInAll(MerchantAccount account, RefundRequest request) {
        return Optional.ofNullable(
                YookassaPayment.query(api, account, request.payment()).refunded());
    }
}
