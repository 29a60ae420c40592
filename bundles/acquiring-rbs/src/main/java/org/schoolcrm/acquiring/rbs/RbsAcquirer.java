package org.schoolcrm.acquiring.rbs;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.kit.BankRequests;
import org.schoolcrm.acquiring.kit.BankSettings;
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
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.api.WebhookReply;
import org.schoolcrm.runtime.api.HttpExchange;

/** Translates between us and the RBS gateway: https://dev.bpcbt.com/en/integration/api/rest.html. */
public final class RbsAcquirer implements Acquirer {

    private static final String DENIED = "5";
    private static final String NO_SUCH_ORDER = "6";
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

    /** A key that cannot be read would refuse every callback. */
    @Override
    public List<String> problemsOf(Map<String, String> settings) {
        var problems = new ArrayList<>(BankSettings.problemsOf(profile(), settings));
        var key = settings.getOrDefault(RbsPublicKey.SETTING, "");
        if (!key.isEmpty() && RbsPublicKey.read(key).isEmpty()) {
            problems.add(RbsPublicKey.SETTING);
        }
        return problems;
    }

    @Override
    public ConnectionReport test(MerchantAccount account) {
        var problems = problemsOf(account.settings());
        return problems.isEmpty() ? tryCredentials(account) : ConnectionReport.invalid(problems);
    }

    /** Asks about an order that cannot exist: right credentials are answered with "no such order". */
    private ConnectionReport tryCredentials(MerchantAccount account) {
        var reply = api.call(account, "getOrderStatusExtended", Map.of("orderNumber", "connection-test"));
        if (reply.document().isEmpty()) {
            return TransportFailures.trial(reply.http());
        }
        var verdict = switch (reply.errorCode()) {
            case "", "0", NO_SUCH_ORDER -> ConnectionReport.Verdict.OK;
            case DENIED -> ConnectionReport.Verdict.CREDENTIALS_REFUSED;
            default -> ConnectionReport.Verdict.UNCLEAR;
        };
        return new ConnectionReport(verdict, reply.message());
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
        return form(reply.document().get().path("formUrl").asText())
                .filter(address -> !id.isEmpty())
                .map(address -> PaymentOutcome.pending(id, address, "0"))
                .orElseGet(() -> PaymentOutcome.unknown("The bank opened an order without a form"));
    }

    @Override
    public PaymentOutcome query(MerchantAccount account, PaymentRef payment) {
        var reply = askStatus(account, payment);
        if (!reply.isSuccess()) {
            return reply.document().isEmpty()
                    ? TransportFailures.question(reply.http())
                    : PaymentOutcome.unknown(reply.message());
        }
        return RbsStatus.outcome(reply.document().orElseThrow(), Objects.requireNonNullElse(payment.providerId(), ""));
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
        return made(askStatus(account, request.payment()), request)
                .orElseGet(() -> RefundOutcome.pending(null, "refund accepted"));
    }

    /** Sent again if it was not made, because the bank knows the refund by our number. */
    @Override
    public RefundOutcome queryRefund(MerchantAccount account, RefundRequest request) {
        var status = askStatus(account, request.payment());
        if (RbsStatus.refunded(status).isEmpty()) {
            return RefundOutcome.unknown("The bank did not say what went back");
        }
        return made(status, request).orElseGet(() -> refund(account, request));
    }

    /** Accepted is not done: the bank's list of refunds tells, or what went back in all where it has no list. */
    private static Optional<RefundOutcome> made(RbsApi.Reply status, RefundRequest request) {
        var after = request.refundedBefore().plus(request.amount());
        return RbsStatus.refunded(status)
                .filter(total -> RbsStatus.hasRefund(status, request.key()).orElse(total.compareTo(after) >= 0))
                .map(total -> RefundOutcome.done(null, total, "refund"));
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

    /** Banks write names of theirs in braces, which no address may contain. */
    private static Optional<URI> form(String text) {
        try {
            return Optional.of(new URI(text.replace("{", "%7B").replace("}", "%7D")))
                    .filter(address -> String.valueOf(address.getScheme()).matches("https?"));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
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

    private RbsApi.Reply askStatus(MerchantAccount account, PaymentRef payment) {
        return api.call(
                account,
                "getOrderStatusExtended",
                payment.providerId() == null
                        ? Map.of("orderNumber", payment.orderId())
                        : Map.of("orderId", payment.providerId()));
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
