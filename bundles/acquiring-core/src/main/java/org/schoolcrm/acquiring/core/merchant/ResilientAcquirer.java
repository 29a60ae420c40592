package org.schoolcrm.acquiring.core.merchant;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.AcquirerProfile;
import org.schoolcrm.acquiring.spi.CreatePayment;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.PreCheck;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.Remedy;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.api.WebhookReply;

/** An adapter behind the circuit breaker of its merchant account; what the bank says is redacted before it is kept. */
final class ResilientAcquirer implements Acquirer {

    private static final String BUSY = "Too many calls to this bank are under way";

    private final Acquirer adapter;
    private final ProviderCircuitBreaker breaker;

    ResilientAcquirer(Acquirer adapter, ProviderCircuitBreaker breaker) {
        this.adapter = adapter;
        this.breaker = breaker;
    }

    @Override
    public String provider() {
        return adapter.provider();
    }

    @Override
    public AcquirerProfile profile() {
        return adapter.profile();
    }

    @Override
    public List<String> problemsOf(Map<String, String> settings) {
        return adapter.problemsOf(settings);
    }

    @Override
    public ConnectionReport test(MerchantAccount account) {
        return adapter.test(account);
    }

    @Override
    public PaymentOutcome create(MerchantAccount account, CreatePayment payment) {
        return request(account, () -> withSafeForm(account, adapter.create(account, payment)));
    }

    /** A payer is sent to secure pages only, whatever came as the bank's answer. */
    private static PaymentOutcome withSafeForm(MerchantAccount account, PaymentOutcome outcome) {
        var form = outcome.payAt();
        boolean isSafe =
                form == null || (form.isAbsolute() && form.getHost() != null && isSecure(account, form.getScheme()));
        return isSafe ? outcome : PaymentOutcome.unknown("The form is not at an https address");
    }

    /** Banks of tests may sit on this machine. */
    private static boolean isSecure(MerchantAccount account, String scheme) {
        return scheme.equals("https") || (!account.live() && scheme.equals("http"));
    }

    @Override
    public PaymentOutcome query(MerchantAccount account, PaymentRef payment) {
        return ask(account, () -> adapter.query(account, payment));
    }

    @Override
    public PaymentOutcome find(MerchantAccount account, String orderId) {
        return ask(account, () -> adapter.find(account, orderId));
    }

    @Override
    public PaymentOutcome capture(MerchantAccount account, PaymentRef payment, Money amount) {
        return request(account, () -> adapter.capture(account, payment, amount));
    }

    @Override
    public PaymentOutcome cancel(MerchantAccount account, PaymentRef payment) {
        return request(account, () -> adapter.cancel(account, payment));
    }

    @Override
    public PaymentOutcome release(MerchantAccount account, PaymentRef payment) {
        return request(account, () -> adapter.release(account, payment));
    }

    @Override
    public RefundOutcome refund(MerchantAccount account, RefundRequest request) {
        return breaker.call(
                () -> adapter.refund(account, request),
                ResilientAcquirer::failure,
                () -> RefundOutcome.notSent(BUSY),
                RefundOutcome::unanswered);
    }

    /** A question that was not asked says nothing about the refund, which may have been sent before. */
    @Override
    public RefundOutcome queryRefund(MerchantAccount account, RefundRequest request) {
        var outcome = breaker.call(
                () -> adapter.queryRefund(account, request),
                ResilientAcquirer::failure,
                () -> RefundOutcome.unknown(BUSY),
                RefundOutcome::unanswered);
        return outcome.status() == RefundOutcome.Status.NOT_SENT ? RefundOutcome.unknown(outcome.detail()) : outcome;
    }

    @Override
    public Verification verify(MerchantAccount account, RawWebhook webhook) {
        var verification = adapter.verify(account, webhook);
        breaker.noteWebhook(verification != Verification.REJECTED);
        return verification;
    }

    @Override
    public List<ProviderEvent> parse(MerchantAccount account, RawWebhook webhook) {
        return adapter.parse(account, webhook);
    }

    @Override
    public Optional<PreCheck> preCheck(MerchantAccount account, RawWebhook webhook) {
        return adapter.preCheck(account, webhook);
    }

    @Override
    public WebhookReply answer(MerchantAccount account, RawWebhook webhook, PreCheck.Verdict verdict) {
        return adapter.answer(account, webhook, verdict);
    }

    @Override
    public WebhookReply acknowledge(MerchantAccount account, RawWebhook webhook, Acknowledgement acknowledgement) {
        return adapter.acknowledge(account, webhook, acknowledgement);
    }

    @Override
    public String redact(MerchantAccount account, String text) {
        return adapter.redact(account, text);
    }

    /** A question that was not asked says nothing about the payment. */
    private PaymentOutcome ask(MerchantAccount account, Supplier<PaymentOutcome> exchange) {
        return redacted(
                account,
                breaker.call(
                        exchange,
                        ResilientAcquirer::failure,
                        () -> PaymentOutcome.unknown(BUSY),
                        PaymentOutcome::unanswered));
    }

    private PaymentOutcome request(MerchantAccount account, Supplier<PaymentOutcome> exchange) {
        return redacted(
                account,
                breaker.call(
                        exchange,
                        ResilientAcquirer::failure,
                        () -> PaymentOutcome.notSent(BUSY),
                        PaymentOutcome::unanswered));
    }

    private PaymentOutcome redacted(MerchantAccount account, PaymentOutcome outcome) {
        return outcome.saying(adapter.redact(account, outcome.detail()));
    }

    private static @Nullable String failure(PaymentOutcome outcome) {
        return isFailure(outcome.remedy()) ? outcome.detail() : null;
    }

    private static @Nullable String failure(RefundOutcome outcome) {
        return isFailure(outcome.remedy()) ? outcome.detail() : null;
    }

    /** A bank that answers does not fail, whatever it says. */
    private static boolean isFailure(Remedy remedy) {
        return switch (remedy) {
            case SEND_AGAIN, WAIT -> true;
            case NONE, ASK, CORRECT_SETTINGS -> false;
        };
    }
}
