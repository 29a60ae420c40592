package org.schoolcrm.acquiring.cloudpayments;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.schoolcrm.acquiring.api.ConnectionReport;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.api.WebhookReply;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.AcquirerProfile;
import org.schoolcrm.acquiring.spi.BankAmount;
import org.schoolcrm.acquiring.spi.CreatePayment;
import org.schoolcrm.acquiring.spi.FiscalReceipt;
import org.schoolcrm.acquiring.spi.PaymentMethod;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.PreCheck;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.spi.TransportFailures;
import org.schoolcrm.acquiring.spi.Verification;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.HttpExchange;

/** Translates between us and CloudPayments: https://developers.cloudpayments.ru. */
public final class CloudpaymentsAcquirer implements Acquirer {

    private final CloudpaymentsApi api;

    public CloudpaymentsAcquirer(HttpExchange http) {
        this.api = new CloudpaymentsApi(http);
    }

    @Override
    public String provider() {
        return "cloudpayments";
    }

    @Override
    public AcquirerProfile profile() {
        return CloudpaymentsProfile.PROFILE;
    }

    @Override
    public ConnectionReport test(MerchantAccount account) {
        var reply = api.query(account, "test", Map.of());
        return reply.isSuccess()
                ? new ConnectionReport(ConnectionReport.Verdict.OK, "")
                : TransportFailures.trial(reply.http());
    }

    @Override
    public PaymentOutcome create(MerchantAccount account, CreatePayment payment) {
        boolean sbp = payment.method() == PaymentMethod.SBP;
        var reply = api.execute(
                account,
                sbp ? "payments/qr/sbp/link" : "orders/create",
                payment.orderId(),
                request(account, payment, sbp));
        if (reply.document().isEmpty()) {
            return TransportFailures.request(reply.http());
        }
        if (!reply.isSuccess()) {
            return PaymentOutcome.declined(null, reply.message());
        }
        var form = reply.model().path(sbp ? "QrUrl" : "Url").asText();
        var id = reply.model().path(sbp ? "TransactionId" : "Id").asText();
        return form.startsWith("https://")
                ? PaymentOutcome.pending(id, URI.create(form), "Created")
                : PaymentOutcome.unknown("CloudPayments opened an order without a form");
    }

    /**
     * By our number: the transaction's own number is made only when the payer tries. That nobody tried is news only of
     * an order that surely exists.
     */
    @Override
    public PaymentOutcome query(MerchantAccount account, PaymentRef payment) {
        var reply = api.query(account, "v2/payments/find", Map.of("InvoiceId", payment.orderId()));
        if (reply.isNotFound() && payment.providerId() != null) {
            return PaymentOutcome.pending(payment.providerId(), null, "Created");
        }
        if (!reply.isSuccess()) {
            return reply.document().isEmpty()
                    ? TransportFailures.question(reply.http())
                    : PaymentOutcome.unknown(reply.message());
        }
        return outcome(reply.model());
    }

    @Override
    public PaymentOutcome capture(MerchantAccount account, PaymentRef payment, Money amount) {
        return changed(account, payment, "confirm", Map.of("Amount", BankAmount.number(amount)));
    }

    @Override
    public PaymentOutcome release(MerchantAccount account, PaymentRef payment) {
        return changed(account, payment, "void", Map.of());
    }

    @Override
    public PaymentOutcome cancel(MerchantAccount account, PaymentRef payment) {
        if (payment.providerId() == null) {
            return PaymentOutcome.unknown("CloudPayments' number of the order is not known");
        }
        var reply = api.execute(
                account, "orders/cancel", "cancel-" + payment.orderId(), Map.of("Id", payment.providerId()));
        if (reply.document().isEmpty()) {
            return TransportFailures.request(reply.http());
        }
        return reply.isSuccess()
                ? PaymentOutcome.ended(Stage.CANCELLED, payment.providerId(), "Cancelled")
                : PaymentOutcome.unknown(reply.message());
    }

    @Override
    public RefundOutcome refund(MerchantAccount account, RefundRequest request) {
        var transaction = Objects.requireNonNullElse(request.payment().providerId(), "");
        if (!transaction.matches("\\d{1,18}")) {
            return RefundOutcome.refused("CloudPayments' number of the payment is not known");
        }
        var fields = new LinkedHashMap<String, Object>();
        fields.put("TransactionId", Long.parseLong(transaction));
        fields.put("Amount", BankAmount.number(request.amount()));
        if (request.receipt() != null) {
            fields.put("JsonData", receipt(account, request.receipt()));
        }
        var reply = api.execute(account, "payments/refund", request.key(), fields);
        if (reply.document().isEmpty()) {
            return TransportFailures.refund(reply.http());
        }
        var id = reply.model().path("TransactionId").asText();
        if (!reply.isSuccess()) {
            return RefundOutcome.refused(reply.message());
        }
        return id.isEmpty()
                ? RefundOutcome.unknown("CloudPayments gave the refund no number")
                : RefundOutcome.done(id, null, "Refund");
    }

    /** Without its number a refund cannot be asked about: the key that makes a repeat harmless lives for an hour only. */
    @Override
    public RefundOutcome queryRefund(MerchantAccount account, RefundRequest request) {
        var id = Objects.requireNonNullElse(request.providerRefundId(), "");
        if (!id.matches("\\d{1,18}")) {
            return RefundOutcome.unknown("The refund's number is not known; its notification will tell");
        }
        var reply = api.query(account, "payments/get", Map.of("TransactionId", Long.parseLong(id)));
        if (!reply.isSuccess()) {
            return RefundOutcome.unknown(reply.message());
        }
        var status = reply.model().path("Status").asText();
        return switch (status) {
            case "Completed" -> RefundOutcome.done(id, null, status);
            case "Declined", "Cancelled" -> RefundOutcome.refused(status);
            default -> RefundOutcome.pending(id, status);
        };
    }

    @Override
    public Verification verify(MerchantAccount account, RawWebhook webhook) {
        return CloudpaymentsNotice.verify(account, webhook);
    }

    @Override
    public List<ProviderEvent> parse(MerchantAccount account, RawWebhook webhook) {
        return CloudpaymentsNotice.parse(account, webhook);
    }

    @Override
    public Optional<PreCheck> preCheck(MerchantAccount account, RawWebhook webhook) {
        return CloudpaymentsNotice.preCheck(webhook);
    }

    @Override
    public WebhookReply answer(MerchantAccount account, RawWebhook webhook, PreCheck.Verdict verdict) {
        return switch (verdict) {
            case GO_ON -> code(0);
            case UNKNOWN_ORDER -> code(10);
            case WRONG_AMOUNT -> code(12);
            case CANNOT_ACCEPT -> code(13);
            case EXPIRED -> code(20);
        };
    }

    @Override
    public WebhookReply acknowledge(MerchantAccount account, RawWebhook webhook, Acknowledgement acknowledgement) {
        return switch (acknowledgement) {
            case ACCEPTED, DUPLICATE, IGNORED, UNKNOWN_PAYMENT -> code(0);
            case BAD_SIGNATURE -> WebhookReply.text(403, "Bad signature");
            case TRY_LATER -> WebhookReply.text(503, "Try later");
        };
    }

    private static WebhookReply code(int code) {
        return new WebhookReply(200, "application/json", "{\"code\":" + code + "}", null);
    }

    private static Map<String, Object> request(MerchantAccount account, CreatePayment payment, boolean sbp) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("Amount", BankAmount.number(payment.amount()));
        fields.put("Currency", payment.amount().currency().getCurrencyCode());
        fields.put("Description", payment.description());
        fields.put("RequireConfirmation", payment.hold());
        fields.put("SendEmail", false);
        fields.put("InvoiceId", payment.orderId());
        fields.put("SuccessRedirectUrl", payment.returnTo().toString());
        fields.put("FailRedirectUrl", payment.returnTo().toString());
        fields.put("CultureName", payment.language().equals("en") ? "en-US" : "ru-RU");
        if (sbp) {
            fields.put("PublicId", account.setting("publicId"));
            fields.put("Scheme", "charge");
            fields.put("TtlMinutes", 60);
        }
        if (payment.receipt() != null) {
            fields.put("JsonData", receipt(account, payment.receipt()));
        }
        return fields;
    }

    private static Map<String, Object> receipt(MerchantAccount account, FiscalReceipt receipt) {
        return Map.of("cloudpayments", Map.of("CustomerReceipt", CloudpaymentsReceipt.of(account, receipt)));
    }

    private static PaymentOutcome outcome(JsonNode transaction) {
        var id = transaction.path("TransactionId").asText();
        var status = transaction.path("Status").asText();
        var stage = CloudpaymentsProfile.PROFILE.statuses().getOrDefault(status, Stage.UNKNOWN);
        var amount = BankAmount.decimal(
                transaction.path("Amount").asText(),
                transaction.path("Currency").asText());
        if (id.isEmpty()) {
            return PaymentOutcome.unknown("CloudPayments names no transaction");
        }
        var outcome = switch (stage) {
            case PENDING -> PaymentOutcome.pending(id, null, status);
            case AUTHORIZED -> PaymentOutcome.authorized(id, status);
            case PAID ->
                amount.map(taken -> PaymentOutcome.captured(id, taken, status))
                        .orElse(PaymentOutcome.unknown(status + " without an amount"));
            case FAILED, EXPIRED, CANCELLED, REVERSED -> PaymentOutcome.ended(stage, id, status);
            case NOT_SENT, UNKNOWN, PARTIALLY_REFUNDED, REFUNDED ->
                PaymentOutcome.unknown("CloudPayments says " + status);
        };
        return transaction.path("TestMode").isBoolean()
                ? outcome.withLive(!transaction.get("TestMode").asBoolean())
                : outcome;
    }

    private PaymentOutcome changed(MerchantAccount account, PaymentRef payment, String step, Map<String, Object> more) {
        var transaction = Objects.requireNonNullElse(payment.providerId(), "");
        if (!transaction.matches("\\d{1,18}")) {
            return PaymentOutcome.unknown("CloudPayments' number of the payment is not known");
        }
        var fields = new LinkedHashMap<>(more);
        fields.put("TransactionId", Long.parseLong(transaction));
        var reply = api.execute(account, "payments/" + step, step + "-" + payment.orderId(), fields);
        if (reply.document().isEmpty()) {
            return TransportFailures.request(reply.http());
        }
        return reply.isSuccess() ? query(account, payment) : PaymentOutcome.unknown(reply.message());
    }
}
