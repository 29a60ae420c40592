package org.schoolcrm.acquiring.robokassa;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.kit.BankRequests;
import org.schoolcrm.acquiring.kit.BankSettings;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.AcquirerProfile;
import org.schoolcrm.acquiring.spi.BankAmount;
import org.schoolcrm.acquiring.spi.CreatePayment;
import org.schoolcrm.acquiring.spi.FiscalReceipt;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.spi.TransportFailures;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.api.WebhookReply;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;

/** Translates between us and Robokassa: https://docs.robokassa.ru. A payment is opened by the payer's own browser. */
public final class RobokassaAcquirer implements Acquirer {

    private static final String SUM = "Shp_sum";
    private static final String NOT_FOUND = "3";

    private final HttpExchange http;
    private final RobokassaRefunds refunds;

    public RobokassaAcquirer(HttpExchange http) {
        this.http = http;
        this.refunds = new RobokassaRefunds(http);
    }

    @Override
    public String provider() {
        return "robokassa";
    }

    @Override
    public AcquirerProfile profile() {
        return RobokassaProfile.PROFILE;
    }

    @Override
    public List<String> problemsOf(Map<String, String> settings) {
        return BankSettings.problemsOf(profile(), settings);
    }

    @Override
    public ConnectionReport test(MerchantAccount account) {
        var problems = problemsOf(account.settings());
        return problems.isEmpty() ? tryPasswords(account) : ConnectionReport.invalid(problems);
    }

    /** Asks about an order that hardly exists: a right signature is answered with "not found". */
    private ConnectionReport tryPasswords(MerchantAccount account) {
        var answer = requestState(account, "1");
        var state = state(answer);
        if (state.isEmpty()) {
            return TransportFailures.trial(answer);
        }
        var code = state.get().result();
        var verdict = switch (code) {
            case "0", NOT_FOUND -> ConnectionReport.Verdict.OK;
            case "1", "2" -> ConnectionReport.Verdict.CREDENTIALS_REFUSED;
            default -> ConnectionReport.Verdict.UNCLEAR;
        };
        return new ConnectionReport(verdict, "Result " + code);
    }

    /** Calls nobody: the address itself carries the order, signed. */
    @Override
    public PaymentOutcome create(MerchantAccount account, CreatePayment payment) {
        if (!payment.orderId().matches("\\d{1,18}")) {
            return PaymentOutcome.misconfigured("Robokassa takes numbers only, not " + payment.orderId());
        }
        var sum = payment.amount().toDecimal();
        var parts = new ArrayList<>(List.of(account.setting("merchantLogin"), sum, payment.orderId()));
        var form = FormFields.of(
                "MerchantLogin", account.setting("merchantLogin"),
                "OutSum", sum,
                "InvId", payment.orderId(),
                "Description", payment.description(),
                "Culture", payment.language(),
                "Encoding", "utf-8",
                "ExpirationDate",
                        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(BankRequests.moscowTime(payment.validUntil())));
        if (payment.receipt() != null) {
            var receipt = encodedReceipt(account, payment.receipt());
            parts.add(receipt);
            form = form.with("Receipt", receipt);
        }
        if (!account.live()) {
            form = form.with("IsTest", "1");
        }
        parts.add(account.setting("password1"));
        var own = List.of(new FormFields.Field(SUM, sum));
        form = form.with(SUM, sum).with("SignatureValue", RobokassaSignature.of(account, parts, own));
        return PaymentOutcome.pending(
                payment.orderId(),
                BankSettings.uri(account, RobokassaProfile.HOST, "Index.aspx?" + form.encode()),
                "redirect");
    }

    @Override
    public PaymentOutcome query(MerchantAccount account, PaymentRef payment) {
        var answer = requestState(account, payment.orderId());
        return state(answer)
                .map(state -> outcome(payment.orderId(), state))
                .orElseGet(() -> TransportFailures.question(answer));
    }

    @Override
    public RefundOutcome refund(MerchantAccount account, RefundRequest request) {
        return refunds.send(
                account, request, state(requestState(account, request.payment().orderId())));
    }

    @Override
    public RefundOutcome queryRefund(MerchantAccount account, RefundRequest request) {
        return refunds.query(account, request);
    }

    @Override
    public Verification verify(MerchantAccount account, RawWebhook webhook) {
        return RobokassaResult.verify(account, webhook);
    }

    @Override
    public List<ProviderEvent> parse(MerchantAccount account, RawWebhook webhook) {
        return RobokassaResult.parse(account, webhook);
    }

    /** Exactly {@code OK} and the order's number. */
    @Override
    public WebhookReply acknowledge(MerchantAccount account, RawWebhook webhook, Acknowledgement acknowledgement) {
        return switch (acknowledgement) {
            case ACCEPTED, DUPLICATE, IGNORED, UNKNOWN_PAYMENT ->
                WebhookReply.text(
                        200,
                        "OK"
                                + FormFields.of(webhook)
                                        .getAnyCase("InvId")
                                        .filter(id -> id.matches("\\d{1,18}"))
                                        .orElse(""));
            case BAD_SIGNATURE -> WebhookReply.text(403, "bad sign");
            case TRY_LATER -> WebhookReply.text(503, "try later");
        };
    }

    private HttpAnswer requestState(MerchantAccount account, String order) {
        var signature = RobokassaSignature.of(
                account, List.of(account.setting("merchantLogin"), order, account.setting("password2")), List.of());
        var query = FormFields.of(
                "MerchantLogin", account.setting("merchantLogin"), "InvoiceID", order, "Signature", signature);
        var uri = BankSettings.uri(
                account, RobokassaProfile.HOST, "WebService/Service.asmx/OpStateExt?" + query.encode());
        return BankRequests.send(http, account, HttpCall.get(uri));
    }

    private static Optional<OperationState> state(HttpAnswer answer) {
        return answer.isOk() ? OperationState.read(answer.body()) : Optional.empty();
    }

    /** What was not found was never opened by the payer, which is no refusal. */
    private static PaymentOutcome outcome(String order, OperationState state) {
        if (state.result().equals(NOT_FOUND)) {
            return PaymentOutcome.pending(order, null, "never opened");
        }
        if (!state.result().equals("0")) {
            return PaymentOutcome.unknown("Result " + state.result());
        }
        var stage = RobokassaProfile.PROFILE.statuses().getOrDefault(state.state(), Stage.UNKNOWN);
        return switch (stage) {
            case PENDING -> PaymentOutcome.pending(order, null, state.state());
            case AUTHORIZED -> PaymentOutcome.authorized(order, state.state());
            case PAID ->
                BankAmount.decimal(state.ordered().isEmpty() ? state.paid() : state.ordered(), "RUB")
                        .map(taken -> PaymentOutcome.captured(order, taken, state.state()))
                        .orElse(PaymentOutcome.unknown("paid without a sum"));
            case FAILED, EXPIRED, CANCELLED, REVERSED -> PaymentOutcome.ended(stage, order, state.state());
            case NOT_SENT, UNKNOWN, PARTIALLY_REFUNDED, REFUNDED ->
                PaymentOutcome.unknown("Robokassa says " + state.state());
        };
    }

    /** Signed in the encoded form, as the official SDK does (acquirers.md 6.4). */
    private static String encodedReceipt(MerchantAccount account, FiscalReceipt receipt) {
        return BankRequests.encoded(Json.write(Map.of(
                "sno",
                account.setting("sno", "usn_income"),
                "items",
                receipt.lines().stream()
                        .map(line -> Map.of(
                                "name", line.name(128),
                                "quantity", 1,
                                "sum", BankAmount.number(line.amount()),
                                "payment_method", account.setting("paymentMethod", "full_prepayment"),
                                "payment_object", account.setting("paymentObject", "service"),
                                "tax", account.setting("tax", "none")))
                        .toList())));
    }
}
