package org.schoolcrm.acquiring.tbank;

import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.kit.BankRequests;
import org.schoolcrm.acquiring.kit.BankSettings;
import org.schoolcrm.acquiring.kit.FormAddress;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.AcquirerProfile;
import org.schoolcrm.acquiring.spi.CreatePayment;
import org.schoolcrm.acquiring.spi.PaymentMethod;
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
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpExchange;

/** Translates between us and T-Bank: https://www.tbank.ru/kassa/dev/payments/. */
public final class TbankAcquirer implements Acquirer {

    /** The terminal is blocked or unknown, or the password is another. */
    private static final Set<String> CREDENTIAL_ERRORS = Set.of("202", "204", "205", "331", "501");
    /** The terminal needs receipts, or has no SBP. */
    private static final Set<String> TERMINAL_ERRORS = Set.of("309", "3001");
    /** There is no such order or payment, which only who has the password is told. */
    private static final Set<String> NOTHING_FOUND = Set.of("8", "63", "255", "325", "335", "407", "914");
    /** A used order number means that an earlier call came through after all. */
    private static final String USED_ORDER = "20";

    private final TbankApi api;
    private final TbankRefunds refunds;
    private final Clock clock;

    public TbankAcquirer(HttpExchange http, Clock clock) {
        this.api = new TbankApi(http);
        this.refunds = new TbankRefunds(api, clock);
        this.clock = clock;
    }

    @Override
    public String provider() {
        return "tbank";
    }

    @Override
    public AcquirerProfile profile() {
        return TbankProfile.PROFILE;
    }

    @Override
    public List<String> problemsOf(Map<String, String> settings) {
        return BankSettings.problemsOf(profile(), settings);
    }

    /** Asks about an order that cannot exist: only a right token is answered with "no such order". */
    @Override
    public ConnectionReport test(MerchantAccount account) {
        var reply = api.call(account, "CheckOrder", Map.of("OrderId", "connection-test"));
        if (reply.document().isEmpty()) {
            return TransportFailures.trial(reply.http());
        }
        if (CREDENTIAL_ERRORS.contains(reply.errorCode())) {
            return new ConnectionReport(ConnectionReport.Verdict.CREDENTIALS_REFUSED, reply.message());
        }
        return new ConnectionReport(
                reply.isSuccess() || NOTHING_FOUND.contains(reply.errorCode())
                        ? ConnectionReport.Verdict.OK
                        : ConnectionReport.Verdict.UNCLEAR,
                reply.message());
    }

    @Override
    public PaymentOutcome create(MerchantAccount account, CreatePayment payment) {
        var reply = api.call(account, "Init", init(account, payment));
        if (reply.document().isEmpty()) {
            return TransportFailures.request(reply.http());
        }
        if (!reply.isSuccess()) {
            return refused(reply);
        }
        var root = reply.document().get();
        var id = root.path("PaymentId").asText();
        if (id.isEmpty()) {
            return PaymentOutcome.unknown("T-Bank opened a payment without a number");
        }
        var form = FormAddress.read(root.path("PaymentURL").asText());
        var opened = PaymentOutcome.pending(
                id, form.orElse(null), root.path("Status").asText());
        return payment.method() == PaymentMethod.SBP ? throughSbp(account, opened, id) : opened;
    }

    /** One order can have several payments, such as one for each card that was tried: money of any of them counts. */
    @Override
    public PaymentOutcome query(MerchantAccount account, PaymentRef payment) {
        if (payment.providerId() == null) {
            return find(account, payment.orderId());
        }
        var reply = api.call(account, "GetState", Map.of("PaymentId", payment.providerId()));
        if (!isOf(payment.orderId(), reply)) {
            return PaymentOutcome.unknown("Payment " + payment.providerId() + " is of another order");
        }
        var state = state(reply);
        if (!reply.isSuccess() || state.captured() != null) {
            return state;
        }
        var other = find(account, payment.orderId());
        return other.captured() == null ? state : other;
    }

    @Override
    public PaymentOutcome find(MerchantAccount account, String orderId) {
        var reply = api.call(account, "CheckOrder", Map.of("OrderId", orderId));
        if (!reply.isSuccess()) {
            return reply.document().isEmpty()
                    ? TransportFailures.question(reply.http())
                    : PaymentOutcome.unknown(reply.message());
        }
        return TbankStage.decisive(reply.document().orElseThrow().path("Payments"));
    }

    @Override
    public PaymentOutcome capture(MerchantAccount account, PaymentRef payment, Money amount) {
        return changed(account, "Confirm", payment, Map.of("Amount", amount.minor()));
    }

    @Override
    public PaymentOutcome cancel(MerchantAccount account, PaymentRef payment) {
        return changed(account, "Cancel", payment, Map.of());
    }

    @Override
    public PaymentOutcome release(MerchantAccount account, PaymentRef payment) {
        return changed(account, "Cancel", payment, Map.of());
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
        return TbankNotice.verify(account, webhook);
    }

    @Override
    public List<ProviderEvent> parse(MerchantAccount account, RawWebhook webhook) {
        return TbankNotice.parse(account, webhook);
    }

    /** Exactly {@code OK}: anything else and T-Bank comes again. */
    @Override
    public WebhookReply acknowledge(MerchantAccount account, RawWebhook webhook, Acknowledgement acknowledgement) {
        return switch (acknowledgement) {
            case ACCEPTED, DUPLICATE, IGNORED, UNKNOWN_PAYMENT -> WebhookReply.text(200, "OK");
            case BAD_SIGNATURE -> WebhookReply.text(403, "Bad token");
            case TRY_LATER -> WebhookReply.text(503, "Try later");
        };
    }

    private Map<String, Object> init(MerchantAccount account, CreatePayment payment) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("Amount", payment.amount().minor());
        fields.put("OrderId", payment.orderId());
        fields.put("Description", payment.description());
        fields.put("PayType", payment.hold() ? "T" : "O");
        fields.put("Language", payment.language());
        fields.put("NotificationURL", payment.webhookAt().toString());
        fields.put("SuccessURL", payment.returnTo().toString());
        fields.put("FailURL", payment.returnTo().toString());
        var earliest = clock.now().plus(1, ChronoUnit.MINUTES);
        var due = payment.validUntil().isBefore(earliest) ? earliest : payment.validUntil();
        fields.put("RedirectDueDate", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(BankRequests.moscowTime(due)));
        if (payment.receipt() != null) {
            fields.put("Receipt", TbankReceipt.of(account, payment.receipt()));
        }
        return fields;
    }

    private PaymentOutcome throughSbp(MerchantAccount account, PaymentOutcome opened, String id) {
        var qr = api.call(account, "GetQr", Map.of("PaymentId", id, "DataType", "PAYLOAD"));
        return qr.document()
                .filter(root -> qr.isSuccess())
                .flatMap(root -> FormAddress.read(root.path("Data").asText()))
                .map(link -> PaymentOutcome.pending(id, link, opened.detail()))
                .orElse(opened);
    }

    private PaymentOutcome changed(
            MerchantAccount account, String method, PaymentRef payment, Map<String, Object> more) {
        if (payment.providerId() == null) {
            return PaymentOutcome.unknown("T-Bank's number of the payment is not known yet");
        }
        var fields = new LinkedHashMap<>(more);
        fields.put("PaymentId", payment.providerId());
        var reply = api.call(account, method, fields);
        if (reply.document().isEmpty()) {
            return TransportFailures.request(reply.http());
        }
        return reply.isSuccess() ? query(account, payment) : PaymentOutcome.unknown(reply.message());
    }

    /** Answers that name no order are taken for what was asked. */
    private static boolean isOf(String orderId, TbankApi.Reply reply) {
        return reply.document()
                .map(document -> document.path("OrderId").asText(orderId))
                .orElse(orderId)
                .equals(orderId);
    }

    private static PaymentOutcome state(TbankApi.Reply reply) {
        return reply.isSuccess()
                ? TbankStage.outcome(reply.document().orElseThrow())
                : reply.document().isEmpty()
                        ? TransportFailures.question(reply.http())
                        : PaymentOutcome.unknown(reply.message());
    }

    private static PaymentOutcome refused(TbankApi.Reply reply) {
        if (CREDENTIAL_ERRORS.contains(reply.errorCode()) || TERMINAL_ERRORS.contains(reply.errorCode())) {
            return PaymentOutcome.misconfigured(reply.message());
        }
        return reply.isRefusal() && !reply.errorCode().equals(USED_ORDER)
                ? PaymentOutcome.declined(null, reply.message())
                : PaymentOutcome.unknown(reply.message());
    }
}
