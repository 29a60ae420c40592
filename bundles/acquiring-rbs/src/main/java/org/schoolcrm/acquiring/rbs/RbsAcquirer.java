package org.schoolcrm.acquiring.rbs;

import java.net.URI;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.schoolcrm.acquiring.api.ConnectionReport;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.api.WebhookReply;
import org.schoolcrm.acquiring.kit.BankRequests;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.AcquirerProfile;
import org.schoolcrm.acquiring.spi.CreatePayment;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.TransportFailures;
import org.schoolcrm.acquiring.spi.Verification;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.HttpExchange;

/** Translates between us and the RBS gateway: https://dev.bpcbt.com/en/integration/api/rest.html. */
public final class RbsAcquirer implements Acquirer {

    private static final String DENIED = "5";
    private static final Set<String> TRANSIENT_ERRORS = Set.of("1", "7");
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    private final RbsApi api;

    public RbsAcquirer(HttpExchange http) {
        this.api = new RbsApi(http);
    }

    @Override
    public String provider() {
        return "rbs";
    }

    @Override
    public AcquirerProfile profile() {
        return RbsProfile.PROFILE;
    }

    /** Asks about an order that cannot exist: right credentials are answered with "no such order". */
    @Override
    public ConnectionReport test(MerchantAccount account) {
        var reply = api.call(account, "getOrderStatusExtended", Map.of("orderNumber", "connection-test"));
        if (reply.document().isEmpty()) {
            return TransportFailures.trial(reply.http());
        }
        return reply.errorCode().equals(DENIED)
                ? new ConnectionReport(ConnectionReport.Verdict.CREDENTIALS_REFUSED, reply.message())
                : new ConnectionReport(ConnectionReport.Verdict.OK, reply.message());
    }

    @Override
    public PaymentOutcome create(MerchantAccount account, CreatePayment payment) {
        var reply = api.call(account, payment.hold() ? "registerPreAuth" : "register", request(account, payment));
        if (reply.document().isEmpty()) {
            return TransportFailures.request(reply.http());
        }
        if (!reply.isSuccess()) {
            return refused(reply);
        }
        var id = reply.document().get().path("orderId").asText();
        var form = reply.document().get().path("formUrl").asText();
        return id.isEmpty() || !form.startsWith("http")
                ? PaymentOutcome.unknown("The bank opened an order without a form")
                : PaymentOutcome.pending(id, URI.create(form.replace("{", "%7B").replace("}", "%7D")), "0");
    }

    @Override
    public PaymentOutcome query(MerchantAccount account, PaymentRef payment) {
        return payment.providerId() == null
                ? status(account, Map.of("orderNumber", payment.orderId()), "")
                : status(account, Map.of("orderId", payment.providerId()), payment.providerId());
    }

    @Override
    public PaymentOutcome capture(MerchantAccount account, PaymentRef payment, Money amount) {
        return changed(account, "deposit", payment, Map.of("amount", amount.minor()));
    }

    @Override
    public PaymentOutcome cancel(MerchantAccount account, PaymentRef payment) {
        return changed(account, "decline", payment, Map.of());
    }

    @Override
    public PaymentOutcome release(MerchantAccount account, PaymentRef payment) {
        return changed(account, "reverse", payment, Map.of());
    }

    /** Never with an amount of zero, which would send back everything. */
    @Override
    public RefundOutcome refund(MerchantAccount account, RefundRequest request) {
        if (request.payment().providerId() == null || !request.amount().isPositive()) {
            return RefundOutcome.refused("Without the bank's number and an amount nothing can be sent back");
        }
        var reply = api.call(
                account,
                "refund",
                Map.of(
                        "orderId",
                        request.payment().providerId(),
                        "amount",
                        request.amount().minor(),
                        "externalRefundId",
                        request.key()));
        if (reply.document().isEmpty()) {
            return TransportFailures.refund(reply.http());
        }
        if (!reply.isSuccess()) {
            return reply.errorCode().equals(DENIED)
                    ? RefundOutcome.misconfigured(reply.message())
                    : RefundOutcome.refused(reply.message());
        }
        var total = query(account, request.payment()).refunded();
        return total == null
                ? RefundOutcome.pending(null, "refund accepted")
                : RefundOutcome.done(null, total, "refund");
    }

    /** By what went back in all; sent again if nothing did, because the bank knows the refund by our number. */
    @Override
    public RefundOutcome queryRefund(MerchantAccount account, RefundRequest request) {
        var total = query(account, request.payment()).refunded();
        if (total == null) {
            return RefundOutcome.unknown("The bank did not say what went back");
        }
        var after = request.refundedBefore().plus(request.amount());
        return total.compareTo(after) >= 0 ? RefundOutcome.done(null, total, "refund") : refund(account, request);
    }

    @Override
    public Verification verify(MerchantAccount account, RawWebhook webhook) {
        return RbsCallback.verify(account, webhook);
    }

    @Override
    public List<ProviderEvent> parse(MerchantAccount account, RawWebhook webhook) {
        return RbsCallback.parse(account, webhook);
    }

    /** Only the status 200 counts, and only three times. */
    @Override
    public WebhookReply acknowledge(MerchantAccount account, RawWebhook webhook, Acknowledgement acknowledgement) {
        return switch (acknowledgement) {
            case ACCEPTED, DUPLICATE, IGNORED, UNKNOWN_PAYMENT -> WebhookReply.text(200, "OK");
            case BAD_SIGNATURE -> WebhookReply.text(403, "Bad checksum");
            case TRY_LATER -> WebhookReply.text(503, "Try later");
        };
    }

    private static Map<String, Object> request(MerchantAccount account, CreatePayment payment) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("orderNumber", payment.orderId());
        fields.put("amount", payment.amount().minor());
        fields.put("currency", payment.amount().currency().getNumericCodeAsString());
        fields.put("returnUrl", payment.returnTo().toString());
        fields.put("failUrl", payment.returnTo().toString());
        fields.put("dynamicCallbackUrl", payment.webhookAt().toString());
        fields.put("description", payment.description());
        fields.put("language", payment.language());
        fields.put("expirationDate", LOCAL.format(BankRequests.moscowTime(payment.validUntil())));
        var taxSystem = account.setting("taxSystem", "");
        if (payment.receipt() != null) {
            fields.put("orderBundle", RbsReceipt.of(account, payment.receipt()));
            if (!taxSystem.isEmpty()) {
                fields.put("taxSystem", taxSystem);
            }
        }
        return fields;
    }

    private PaymentOutcome status(MerchantAccount account, Map<String, ?> order, String knownId) {
        var reply = api.call(account, "getOrderStatusExtended", order);
        if (!reply.isSuccess()) {
            return reply.document().isEmpty()
                    ? TransportFailures.question(reply.http())
                    : PaymentOutcome.unknown(reply.message());
        }
        return RbsStatus.outcome(reply.document().orElseThrow(), knownId);
    }

    private PaymentOutcome changed(
            MerchantAccount account, String method, PaymentRef payment, Map<String, Object> more) {
        var fields = new LinkedHashMap<>(more);
        fields.put("orderId", Objects.requireNonNullElse(payment.providerId(), ""));
        var reply = api.call(account, method, fields);
        if (reply.document().isEmpty()) {
            return TransportFailures.request(reply.http());
        }
        return reply.isSuccess() ? query(account, payment) : PaymentOutcome.unknown(reply.message());
    }

    /** A used order number means that an earlier call came through after all. */
    private static PaymentOutcome refused(RbsApi.Reply reply) {
        if (reply.errorCode().equals(DENIED)) {
            return PaymentOutcome.misconfigured(reply.message());
        }
        return TRANSIENT_ERRORS.contains(reply.errorCode())
                ? PaymentOutcome.unknown(reply.message())
                : PaymentOutcome.declined(null, reply.message());
    }
}
