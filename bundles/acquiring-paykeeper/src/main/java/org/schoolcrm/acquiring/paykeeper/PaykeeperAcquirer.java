package org.schoolcrm.acquiring.paykeeper;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.kit.BankRequests;
import org.schoolcrm.acquiring.kit.BankSettings;
import org.schoolcrm.acquiring.kit.FormAddress;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.AcquirerProfile;
import org.schoolcrm.acquiring.spi.BankAmount;
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
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.runtime.api.HttpExchange;

/**
 * Translates between us and PayKeeper: https://docs.paykeeper.ru. A payment has a number of its own only once somebody
 * pays; until then we know it by PayKeeper's invoice, {@code bill:} and its number.
 */
public final class PaykeeperAcquirer implements Acquirer {

    private static final String BILL = "bill:";

    private final PaykeeperApi api;

    public PaykeeperAcquirer(HttpExchange http) {
        this.api = new PaykeeperApi(http);
    }

    @Override
    public String provider() {
        return "paykeeper";
    }

    @Override
    public AcquirerProfile profile() {
        return PaykeeperProfile.PROFILE;
    }

    @Override
    public List<String> problemsOf(Map<String, String> settings) {
        return BankSettings.problemsOf(profile(), settings);
    }

    @Override
    public ConnectionReport test(MerchantAccount account) {
        var problems = problemsOf(account.settings());
        return problems.isEmpty() ? tryLogin(account) : ConnectionReport.invalid(problems);
    }

    private ConnectionReport tryLogin(MerchantAccount account) {
        var reply = api.token(account);
        return reply.text("token").isPresent()
                ? new ConnectionReport(ConnectionReport.Verdict.OK, "")
                : TransportFailures.trial(reply.http());
    }

    @Override
    public PaymentOutcome create(MerchantAccount account, CreatePayment payment) {
        var token = api.token(account);
        if (token.text("token").isEmpty()) {
            return TransportFailures.request(token.http());
        }
        var form = FormFields.of(
                "pay_amount", payment.amount().toDecimal(),
                "orderid", PaykeeperNotice.pinned(payment.orderId(), payment.amount()),
                "service_name",
                        Json.write(Map.of(
                                "service_name", payment.description(),
                                "user_result_callback", payment.returnTo().toString(),
                                "lang", payment.language())),
                "expiry",
                        BankRequests.moscowTime(payment.validUntil())
                                .toLocalDate()
                                .toString());
        var reply = api.change(
                account, "/change/invoice/preview/", token.text("token").get(), form);
        var bill = reply.text("invoice_id");
        var link = reply.text("invoice_url").flatMap(FormAddress::read);
        if (bill.isPresent() && link.isPresent()) {
            return PaymentOutcome.pending(BILL + bill.get(), link.get(), "created");
        }
        return reply.isRefusal()
                ? PaymentOutcome.declined(null, reply.message())
                : TransportFailures.request(reply.http());
    }

    /** By PayKeeper's numbers only: a bill that was never shown cannot have been paid. */
    @Override
    public PaymentOutcome query(MerchantAccount account, PaymentRef payment) {
        var id = payment.providerId();
        if (id == null) {
            return PaymentOutcome.unknown("PayKeeper's number of the payment is not known");
        }
        if (!id.startsWith(BILL)) {
            return paid(account, payment.orderId(), id);
        }
        var reply = bill(account, id);
        var status = reply.text("status").orElse("");
        if (status.equals("paid")) {
            return number(reply)
                    .map(number -> paid(account, payment.orderId(), number))
                    .orElse(PaymentOutcome.unknown("Paid, and PayKeeper does not tell by which payment"));
        }
        return status.isEmpty() ? TransportFailures.question(reply.http()) : outcome(id, status, null);
    }

    @Override
    public PaymentOutcome cancel(MerchantAccount account, PaymentRef payment) {
        var id = payment.providerId();
        var token = api.token(account);
        if (id == null || !id.startsWith(BILL) || token.text("token").isEmpty()) {
            return id == null ? PaymentOutcome.unknown("No bill to revoke") : TransportFailures.request(token.http());
        }
        var form = FormFields.of("id", id.substring(BILL.length()));
        var reply = api.change(
                account, "/change/invoice/revoke/", token.text("token").get(), form);
        return reply.isDone()
                ? PaymentOutcome.ended(Stage.CANCELLED, id, "revoked")
                : reply.isRefusal() ? PaymentOutcome.unknown(reply.message()) : TransportFailures.request(reply.http());
    }

    /** PayKeeper takes no number of ours, so a refund is sent once and then only asked about. */
    @Override
    public RefundOutcome refund(MerchantAccount account, RefundRequest request) {
        var id = request.payment().providerId();
        var number = id != null && id.startsWith(BILL) ? number(bill(account, id)) : Optional.ofNullable(id);
        var token = api.token(account);
        if (number.isEmpty() || token.text("token").isEmpty()) {
            return RefundOutcome.notSent(number.isEmpty() ? "The payment's number is not known" : token.message());
        }
        var form = FormFields.of(
                "id", number.get(),
                "amount", request.amount().toDecimal(),
                "partial", String.valueOf(!request.amount().equals(request.captured())));
        var reply = api.change(
                account, "/change/payment/reverse/", token.text("token").get(), form);
        if (reply.isDone()) {
            return RefundOutcome.pending(null, "accepted");
        }
        return reply.isRefusal() ? RefundOutcome.refused(reply.message()) : TransportFailures.refund(reply.http());
    }

    /** Only the sum tells: ours is over when as much went back as before it and by it. */
    @Override
    public RefundOutcome queryRefund(MerchantAccount account, RefundRequest request) {
        var total = query(account, request.payment()).refunded();
        var awaited = request.refundedBefore().plus(request.amount());
        return total != null && total.compareTo(awaited) >= 0
                ? RefundOutcome.done(null, total, "refunded")
                : RefundOutcome.unknown("So far went back: " + total);
    }

    @Override
    public Verification verify(MerchantAccount account, RawWebhook webhook) {
        return PaykeeperNotice.verify(account, webhook);
    }

    @Override
    public List<ProviderEvent> parse(MerchantAccount account, RawWebhook webhook) {
        return PaykeeperNotice.parse(account, webhook);
    }

    /** Signed with the secret word that signed the call. */
    @Override
    public WebhookReply acknowledge(MerchantAccount account, RawWebhook webhook, Acknowledgement acknowledgement) {
        var form = FormFields.of(webhook);
        return switch (acknowledgement) {
            case ACCEPTED, DUPLICATE, IGNORED, UNKNOWN_PAYMENT ->
                PaykeeperNotice.signer(account, form)
                        .map(secret -> WebhookReply.text(200, PaykeeperNotice.acknowledgement(form, secret)))
                        .orElse(WebhookReply.text(403, "Hash mismatch"));
            case BAD_SIGNATURE -> WebhookReply.text(403, "Hash mismatch");
            case TRY_LATER -> WebhookReply.text(503, "Try later");
        };
    }

    private PaykeeperApi.Reply bill(MerchantAccount account, String id) {
        return api.info(account, "/info/invoice/byid/", id.substring(BILL.length()));
    }

    private static Optional<String> number(PaykeeperApi.Reply bill) {
        return bill.text("paymentid").or(() -> bill.text("payment_id"));
    }

    /** Whatever the server answers under the number, only a payment of our order is news of it. */
    private PaymentOutcome paid(MerchantAccount account, String order, String number) {
        var reply = api.info(account, "/info/payments/byid/", number);
        var named = reply.text("orderid").orElse(order);
        if (!named.equals(order) && !named.startsWith(order + ".")) {
            return PaymentOutcome.unknown("Payment " + number + " is not one of ours");
        }
        return reply.text("status")
                .map(status -> outcome(number, status, reply.document().orElse(null)))
                .orElseGet(() -> TransportFailures.question(reply.http()));
    }

    private static PaymentOutcome outcome(String id, String status, @Nullable JsonNode payment) {
        var stage = PaykeeperProfile.PROFILE.statuses().getOrDefault(status, Stage.UNKNOWN);
        return switch (stage) {
            case PENDING -> PaymentOutcome.pending(id, null, status);
            case PAID, PARTIALLY_REFUNDED, REFUNDED ->
                amount(payment, "pay_amount")
                        .map(taken -> PaymentOutcome.captured(id, taken, status)
                                .withRefunded(amount(payment, "refund_amount").orElse(Money.zero(taken.currency()))))
                        .map(taken -> stage == Stage.PAID ? taken : taken.in(stage))
                        .orElse(PaymentOutcome.unknown("Paid without a sum"));
            case FAILED, EXPIRED, CANCELLED, REVERSED -> PaymentOutcome.ended(stage, id, status);
            case AUTHORIZED, NOT_SENT, UNKNOWN -> PaymentOutcome.unknown("PayKeeper says " + status);
        };
    }

    private static Optional<Money> amount(@Nullable JsonNode payment, String name) {
        return payment == null
                ? Optional.empty()
                : BankAmount.decimal(payment.path(name).asText(), "RUB");
    }
}
