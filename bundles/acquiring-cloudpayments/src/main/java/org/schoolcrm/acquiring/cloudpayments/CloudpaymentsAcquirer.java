package org.schoolcrm.acquiring.cloudpayments;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.kit.BankSettings;
import org.schoolcrm.acquiring.kit.FormAddress;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.AcquirerProfile;
import org.schoolcrm.acquiring.spi.BankAmount;
import org.schoolcrm.acquiring.spi.CreatePayment;
import org.schoolcrm.acquiring.spi.PaymentMethod;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.PreCheck;
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
import org.schoolcrm.runtime.api.HttpExchange;

/** Translates between us and CloudPayments: https://developers.cloudpayments.ru. */
public final class CloudpaymentsAcquirer implements Acquirer {

    private static final int CANNOT_ACCEPT = 13;
    static final String NUMBER = "\\d{1,18}";

    private final CloudpaymentsApi api;
    private final CloudpaymentsRefunds refunds;

    public CloudpaymentsAcquirer(HttpExchange http) {
        this.api = new CloudpaymentsApi(http);
        this.refunds = new CloudpaymentsRefunds(api);
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
    public List<String> problemsOf(Map<String, String> settings) {
        return BankSettings.problemsOf(profile(), settings);
    }

    @Override
    public ConnectionReport test(MerchantAccount account) {
        var problems = problemsOf(account.settings());
        return problems.isEmpty() ? tryCredentials(account) : ConnectionReport.invalid(problems);
    }

    private ConnectionReport tryCredentials(MerchantAccount account) {
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
        return FormAddress.read(form)
                .map(address -> PaymentOutcome.pending(id, address, "Created"))
                .orElseGet(() -> PaymentOutcome.unknown("CloudPayments opened an order without a form"));
    }

    /**
     * By our number: the transaction's own number is made only when the payer tries. That nobody tried is news only of
     * an order that surely exists.
     */
    @Override
    public PaymentOutcome query(MerchantAccount account, PaymentRef payment) {
        var reply = api.query(account, "v2/payments/find", Map.of("InvoiceId", payment.orderId()));
        if (reply.transaction().isPresent()) {
            return outcome(account, payment, reply.transaction().get());
        }
        var known = payment.providerId();
        if (reply.isNotFound() && known != null) {
            return ask(account, payment, known).orElse(PaymentOutcome.pending(known, null, "Created"));
        }
        return reply.document().isEmpty()
                ? TransportFailures.question(reply.http())
                : PaymentOutcome.unknown(reply.message());
    }

    /**
     * CloudPayments tells of the last operation alone. One that took no money, because it was another try, a refund or
     * a payout, says nothing of the payment: that one is asked about by its number.
     */
    private PaymentOutcome outcome(MerchantAccount account, PaymentRef payment, CloudpaymentsTransaction last) {
        boolean isPayment = last.isPaymentOf(payment.orderId());
        if (isPayment && last.payment().captured() != null) {
            return last.payment();
        }
        var number = last.original().isEmpty() ? Objects.requireNonNullElse(payment.providerId(), "") : last.original();
        if (!number.matches(NUMBER) || number.equals(last.id())) {
            return isPayment ? last.payment() : PaymentOutcome.unknown("The last operation is no payment of the order");
        }
        var asked = ask(account, payment, number);
        return isPayment && asked.filter(one -> one.captured() == null).isPresent()
                ? last.payment()
                : asked.orElseGet(() -> PaymentOutcome.unknown("Payment " + number + " is not one of the order"));
    }

    /** Nothing if the number is not one of a transaction, or not of a payment of the order. */
    private Optional<PaymentOutcome> ask(MerchantAccount account, PaymentRef payment, String number) {
        return number.matches(NUMBER)
                ? api.get(account, number)
                        .transaction()
                        .filter(found -> found.id().equals(number) && found.isPaymentOf(payment.orderId()))
                        .map(CloudpaymentsTransaction::payment)
                : Optional.empty();
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
        return refunds.send(account, request);
    }

    @Override
    public RefundOutcome queryRefund(MerchantAccount account, RefundRequest request) {
        return refunds.query(account, request);
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
            case CANNOT_ACCEPT -> code(CANNOT_ACCEPT);
            case EXPIRED -> code(20);
        };
    }

    /** A question that could not be answered as one is no leave to take money. */
    @Override
    public WebhookReply acknowledge(MerchantAccount account, RawWebhook webhook, Acknowledgement acknowledgement) {
        return switch (acknowledgement) {
            case ACCEPTED, DUPLICATE, IGNORED, UNKNOWN_PAYMENT ->
                code(CloudpaymentsNotice.isQuestion(webhook) ? CANNOT_ACCEPT : 0);
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
            fields.put("JsonData", CloudpaymentsReceipt.data(account, payment.receipt()));
        }
        return fields;
    }

    private PaymentOutcome changed(MerchantAccount account, PaymentRef payment, String step, Map<String, Object> more) {
        var transaction = Objects.requireNonNullElse(payment.providerId(), "");
        if (!transaction.matches(NUMBER)) {
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
