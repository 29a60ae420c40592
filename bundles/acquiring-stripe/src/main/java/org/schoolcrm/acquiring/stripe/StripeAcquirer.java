package org.schoolcrm.acquiring.stripe;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.schoolcrm.acquiring.spi.TransportFailures;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.api.WebhookReply;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpExchange;

/** Translates between us and Stripe Checkout: https://docs.stripe.com/api/checkout/sessions. */
public final class StripeAcquirer implements Acquirer {

    private final StripeApi api;
    private final StripeRefunds refunds;
    private final Clock clock;

    public StripeAcquirer(HttpExchange http, Clock clock) {
        this.api = new StripeApi(http);
        this.refunds = new StripeRefunds(api, clock);
        this.clock = clock;
    }

    @Override
    public String provider() {
        return "stripe";
    }

    @Override
    public AcquirerProfile profile() {
        return StripeProfile.PROFILE;
    }

    @Override
    public List<String> problemsOf(Map<String, String> settings) {
        return BankSettings.problemsOf(profile(), settings);
    }

    /** Only a key is told a balance, and of which mode it is. */
    @Override
    public ConnectionReport test(MerchantAccount account) {
        var reply = api.get(account, "balance");
        var balance = reply.balance();
        if (balance.isEmpty()) {
            return TransportFailures.trial(reply.http());
        }
        return balance.get().path("livemode").asBoolean() == account.live()
                ? new ConnectionReport(ConnectionReport.Verdict.OK, "")
                : new ConnectionReport(
                        ConnectionReport.Verdict.CREDENTIALS_REFUSED, "The key belongs to the other mode");
    }

    @Override
    public PaymentOutcome create(MerchantAccount account, CreatePayment payment) {
        var reply = api.post(account, "checkout/sessions", payment.orderId(), request(payment));
        var session = reply.session();
        if (session.isEmpty()) {
            return reply.isRefusal()
                    ? PaymentOutcome.declined(null, reply.message())
                    : TransportFailures.request(reply.http());
        }
        var form = FormAddress.read(session.get().path("url").asText());
        return PaymentOutcome.pending(
                        session.get().path("id").asText(),
                        form.orElse(null),
                        session.get().path("status").asText())
                .withAlias(StripeSession.alias(session.get()));
    }

    /** Stripe cannot be asked by our number at once: its search lags behind. */
    @Override
    public PaymentOutcome query(MerchantAccount account, PaymentRef payment) {
        return payment.providerId() == null
                ? PaymentOutcome.unknown("Stripe's number of the session is not known")
                : outcome(api.session(account, payment.providerId()));
    }

    @Override
    public PaymentOutcome capture(MerchantAccount account, PaymentRef payment, Money amount) {
        return onIntent(account, payment, "capture", FormFields.of("amount_to_capture", Long.toString(amount.minor())));
    }

    @Override
    public PaymentOutcome release(MerchantAccount account, PaymentRef payment) {
        return onIntent(account, payment, "cancel", FormFields.of());
    }

    @Override
    public PaymentOutcome cancel(MerchantAccount account, PaymentRef payment) {
        if (payment.providerId() == null) {
            return PaymentOutcome.unknown("Stripe's number of the session is not known");
        }
        var path = "checkout/sessions/" + BankRequests.encoded(payment.providerId()) + "/expire";
        var reply = api.post(account, path, "expire-" + payment.orderId(), FormFields.of());
        return reply.session().map(StripeSession::outcome).orElseGet(() -> TransportFailures.request(reply.http()));
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
        return StripeEvent.verify(account, webhook);
    }

    @Override
    public List<ProviderEvent> parse(MerchantAccount account, RawWebhook webhook) {
        return StripeEvent.parse(account, webhook);
    }

    @Override
    public WebhookReply acknowledge(MerchantAccount account, RawWebhook webhook, Acknowledgement acknowledgement) {
        return switch (acknowledgement) {
            case ACCEPTED, DUPLICATE, IGNORED, UNKNOWN_PAYMENT -> WebhookReply.text(200, "OK");
            case BAD_SIGNATURE -> WebhookReply.text(400, "Bad signature");
            case TRY_LATER -> WebhookReply.text(503, "Try later");
        };
    }

    private FormFields request(CreatePayment payment) {
        var form = FormFields.of(
                "mode", "payment",
                "client_reference_id", payment.orderId(),
                "success_url", payment.returnTo().toString(),
                "cancel_url", payment.returnTo().toString(),
                "expires_at", Long.toString(expiry(payment.validUntil()).getEpochSecond()),
                "locale", payment.language(),
                "line_items[0][quantity]", "1",
                "line_items[0][price_data][currency]",
                        payment.amount().currency().getCurrencyCode().toLowerCase(Locale.ROOT),
                "line_items[0][price_data][unit_amount]",
                        Long.toString(payment.amount().minor()),
                "line_items[0][price_data][product_data][name]", payment.description(),
                "metadata[order]", payment.orderId(),
                "payment_intent_data[metadata][order]", payment.orderId());
        return payment.hold() ? form.with("payment_intent_data[capture_method]", "manual") : form;
    }

    /** Between 30 minutes and 24 hours from now, because Stripe takes nothing else. */
    private Instant expiry(Instant wanted) {
        var now = clock.now();
        var earliest = now.plus(Duration.ofMinutes(31));
        var latest = now.plus(Duration.ofHours(23));
        return wanted.isBefore(earliest) ? earliest : wanted.isAfter(latest) ? latest : wanted;
    }

    private static PaymentOutcome outcome(StripeApi.Reply reply) {
        return reply.session().map(StripeSession::outcome).orElseGet(() -> TransportFailures.question(reply.http()));
    }

    private PaymentOutcome onIntent(MerchantAccount account, PaymentRef payment, String step, FormFields form) {
        if (payment.providerId() == null) {
            return PaymentOutcome.unknown("Stripe's number of the session is not known");
        }
        var intent = api.session(account, payment.providerId())
                .session()
                .map(StripeSession::intent)
                .orElse("");
        if (intent.isEmpty()) {
            return PaymentOutcome.unknown("The session has no payment");
        }
        var path = "payment_intents/" + BankRequests.encoded(intent) + "/" + step;
        var reply = api.post(account, path, step + "-" + payment.orderId(), form);
        return reply.http().isOk() ? query(account, payment) : TransportFailures.request(reply.http());
    }
}
