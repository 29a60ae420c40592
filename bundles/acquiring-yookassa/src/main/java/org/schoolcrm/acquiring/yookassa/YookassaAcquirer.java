package org.schoolcrm.acquiring.yookassa;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolcrm.acquiring.api.ConnectionReport;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.api.WebhookReply;
import org.schoolcrm.acquiring.kit.BankRequests;
import org.schoolcrm.acquiring.kit.Json;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.AcquirerProfile;
import org.schoolcrm.acquiring.spi.CreatePayment;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.spi.TransportFailures;
import org.schoolcrm.acquiring.spi.Verification;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.HttpExchange;

/** Translates between us and YooKassa: https://yookassa.ru/developers/api. */
public final class YookassaAcquirer implements Acquirer {

    private final YookassaApi api;

    public YookassaAcquirer(HttpExchange http) {
        this.api = new YookassaApi(http);
    }

    @Override
    public String provider() {
        return "yookassa";
    }

    @Override
    public AcquirerProfile profile() {
        return YookassaProfile.PROFILE;
    }

    @Override
    public ConnectionReport test(MerchantAccount account) {
        var reply = api.get(account, "me");
        return reply.http().isOk()
                ? new ConnectionReport(ConnectionReport.Verdict.OK, "")
                : TransportFailures.trial(reply.http());
    }

    @Override
    public PaymentOutcome create(MerchantAccount account, CreatePayment payment) {
        var reply = api.post(account, "payments", payment.orderId(), request(account, payment));
        if (reply.object().isEmpty()) {
            return reply.isRefusal()
                    ? PaymentOutcome.declined(null, reply.message())
                    : TransportFailures.request(reply.http());
        }
        var object = reply.object().get();
        var form = object.path("confirmation").path("confirmation_url").asText();
        return form.startsWith("https://")
                ? PaymentOutcome.pending(
                        object.path("id").asText(),
                        URI.create(form),
                        object.path("status").asText())
                : PaymentOutcome.unknown("YooKassa opened a payment without a form");
    }

    /** YooKassa cannot be asked by our number. */
    @Override
    public PaymentOutcome query(MerchantAccount account, PaymentRef payment) {
        if (payment.providerId() == null) {
            return PaymentOutcome.unknown("YooKassa's number of the payment is not known");
        }
        var reply = api.get(account, "payments/" + BankRequests.encoded(payment.providerId()));
        return reply.object()
                .map(object -> YookassaPayment.outcome(account, object))
                .orElseGet(() -> TransportFailures.question(reply.http()));
    }

    @Override
    public PaymentOutcome capture(MerchantAccount account, PaymentRef payment, Money amount) {
        return changed(account, payment, "capture", Map.of("amount", YookassaPayment.amount(amount)));
    }

    @Override
    public PaymentOutcome release(MerchantAccount account, PaymentRef payment) {
        return changed(account, payment, "cancel", Map.of());
    }

    @Override
    public RefundOutcome refund(MerchantAccount account, RefundRequest request) {
        if (request.payment().providerId() == null) {
            return RefundOutcome.refused("YooKassa's number of the payment is not known");
        }
        var fields = new LinkedHashMap<String, Object>();
        fields.put("payment_id", request.payment().providerId());
        fields.put("amount", YookassaPayment.amount(request.amount()));
        if (request.receipt() != null) {
            fields.put("receipt", YookassaReceipt.of(account, request.receipt()));
        }
        return refunded(account, request, api.post(account, "refunds", request.key(), fields));
    }

    /** By its number, or by sending it again with the same key, which YooKassa promises to do once. */
    @Override
    public RefundOutcome queryRefund(MerchantAccount account, RefundRequest request) {
        return request.providerRefundId() == null
                ? refund(account, request)
                : refunded(
                        account,
                        request,
                        api.get(account, "refunds/" + BankRequests.encoded(request.providerRefundId())));
    }

    /** Nothing is signed: whoever calls can only make us ask. */
    @Override
    public Verification verify(MerchantAccount account, RawWebhook webhook) {
        return Senders.isAllowed(account.setting("senders", ""), webhook.remoteAddress())
                ? Verification.NEEDS_QUERY
                : Verification.REJECTED;
    }

    @Override
    public List<ProviderEvent> parse(MerchantAccount account, RawWebhook webhook) {
        return Json.read(webhook.text()).flatMap(root -> hint(account, root)).stream()
                .toList();
    }

    /** Only the status 200 counts. */
    @Override
    public WebhookReply acknowledge(MerchantAccount account, RawWebhook webhook, Acknowledgement acknowledgement) {
        return switch (acknowledgement) {
            case ACCEPTED, DUPLICATE, IGNORED, UNKNOWN_PAYMENT -> WebhookReply.text(200, "OK");
            case BAD_SIGNATURE -> WebhookReply.text(403, "Unknown sender");
            case TRY_LATER -> WebhookReply.text(503, "Try later");
        };
    }

    private static Optional<ProviderEvent> hint(MerchantAccount account, JsonNode root) {
        var object = root.path("object");
        var event = root.path("event").asText();
        var payment = event.startsWith("refund.")
                ? object.path("payment_id").asText()
                : object.path("id").asText();
        if (payment.isEmpty() || !(event.startsWith("payment.") || event.startsWith("refund."))) {
            return Optional.empty();
        }
        var stage = event.startsWith("refund.") ? Stage.UNKNOWN : YookassaPayment.stage(object);
        return Optional.of(ProviderEvent.payment(
                        object.path("metadata").path("order").asText(),
                        payment,
                        stage,
                        YookassaPayment.amount(object.path("amount")).orElse(null),
                        object.has("test") ? !object.get("test").asBoolean() : account.live(),
                        event)
                .asHint());
    }

    private static Map<String, Object> request(MerchantAccount account, CreatePayment payment) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("amount", YookassaPayment.amount(payment.amount()));
        fields.put("capture", !payment.hold());
        fields.put(
                "confirmation",
                Map.of(
                        "type",
                        "redirect",
                        "return_url",
                        payment.returnTo().toString(),
                        "locale",
                        payment.language().equals("en") ? "en_US" : "ru_RU"));
        fields.put("description", payment.description());
        fields.put("metadata", Map.of("order", payment.orderId()));
        switch (payment.method()) {
            case SBP -> fields.put("payment_method_data", Map.of("type", "sbp"));
            case CARD -> fields.put("payment_method_data", Map.of("type", "bank_card"));
            case ANY -> {}
        }
        if (payment.receipt() != null) {
            fields.put("receipt", YookassaReceipt.of(account, payment.receipt()));
        }
        return fields;
    }

    private PaymentOutcome changed(
            MerchantAccount account, PaymentRef payment, String step, Map<String, Object> fields) {
        if (payment.providerId() == null) {
            return PaymentOutcome.unknown("YooKassa's number of the payment is not known");
        }
        var path = "payments/" + BankRequests.encoded(payment.providerId()) + "/" + step;
        var reply = api.post(account, path, step + "-" + payment.orderId(), fields);
        return reply.object()
                .map(object -> YookassaPayment.outcome(account, object))
                .orElseGet(() -> TransportFailures.request(reply.http()));
    }

    /** What went back in all is read from the payment, whoever sent it back. */
    private RefundOutcome refunded(MerchantAccount account, RefundRequest request, YookassaApi.Reply reply) {
        if (reply.object().isEmpty()) {
            return reply.isRefusal() ? RefundOutcome.refused(reply.message()) : TransportFailures.refund(reply.http());
        }
        var id = reply.object().get().path("id").asText();
        var status = reply.object().get().path("status").asText();
        return switch (status) {
            case "succeeded" -> {
                var total = query(account, request.payment()).refunded();
                yield total == null ? RefundOutcome.pending(id, status) : RefundOutcome.done(id, total, status);
            }
            case "pending" -> RefundOutcome.pending(id, status);
            case "canceled" -> RefundOutcome.refused(status);
            default -> RefundOutcome.unknown("YooKassa says " + status);
        };
    }
}
