package org.schoolcrm.acquiring.yookassa;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.kit.BankRequests;
import org.schoolcrm.acquiring.kit.BankSettings;
import org.schoolcrm.acquiring.kit.FormAddress;
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
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.api.WebhookReply;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpExchange;

/** Translates between us and YooKassa: https://yookassa.ru/developers/api. */
public final class YookassaAcquirer implements Acquirer {

    private static final String SENDERS = "senders";

    private final YookassaApi api;
    private final YookassaRefunds refunds;

    public YookassaAcquirer(HttpExchange http, Clock clock) {
        this.api = new YookassaApi(http);
        this.refunds = new YookassaRefunds(api, clock);
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
    public List<String> problemsOf(Map<String, String> settings) {
        var wrong = BankSettings.problemsOf(profile(), settings);
        return Senders.isReadable(settings.getOrDefault(SENDERS, ""))
                ? wrong
                : Stream.concat(wrong.stream(), Stream.of(SENDERS)).toList();
    }

    /** Only a key of this shop, and of its mode, is told which shop it is. */
    @Override
    public ConnectionReport test(MerchantAccount account) {
        var reply = api.get(account, "me");
        var shop = reply.shop();
        if (shop.isEmpty()) {
            return TransportFailures.trial(reply.http());
        }
        boolean isOurs = shop.get().path("account_id").asText().equals(account.setting("shopId"));
        boolean isInMode = !shop.get().has("test") || shop.get().get("test").asBoolean() != account.live();
        return isOurs && isInMode
                ? new ConnectionReport(ConnectionReport.Verdict.OK, "")
                : new ConnectionReport(
                        ConnectionReport.Verdict.CREDENTIALS_REFUSED,
                        isOurs ? "The key belongs to the other mode" : "The key belongs to another shop");
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
        var form = FormAddress.read(
                object.path("confirmation").path("confirmation_url").asText());
        return PaymentOutcome.pending(
                object.path("id").asText(),
                form.orElse(null),
                object.path("status").asText());
    }

    @Override
    public PaymentOutcome query(MerchantAccount account, PaymentRef payment) {
        return YookassaPayment.query(api, account, payment);
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
        return refunds.send(account, request);
    }

    @Override
    public RefundOutcome queryRefund(MerchantAccount account, RefundRequest request) {
        return refunds.query(account, request);
    }

    /** Nothing is signed: whoever calls can only make us ask. */
    @Override
    public Verification verify(MerchantAccount account, RawWebhook webhook) {
        return Senders.isAllowed(account.setting(SENDERS, ""), webhook.remoteAddress())
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
}
