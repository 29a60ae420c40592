package org.schoolcrm.acquiring.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.api.WebhookReply;

/** An adapter with bugs on request; without one it is the adapter itself in every method of the contract. */
final class SabotagedAcquirer implements Acquirer {

    private final Acquirer sound;
    private final Set<Sabotage> bugs;
    private final MisreadNews misread;

    SabotagedAcquirer(Acquirer sound, Set<Sabotage> bugs) {
        this.sound = sound;
        this.bugs = bugs;
        this.misread = new MisreadNews(bugs);
    }

    @Override
    public String provider() {
        return sound.provider();
    }

    @Override
    public AcquirerProfile profile() {
        return sound.profile();
    }

    @Override
    public List<String> problemsOf(Map<String, String> settings) {
        return sound.problemsOf(settings);
    }

    @Override
    public ConnectionReport test(MerchantAccount account) {
        return sound.test(account);
    }

    @Override
    public PaymentOutcome create(MerchantAccount account, CreatePayment payment) {
        return sound.create(account, payment);
    }

    @Override
    public PaymentOutcome query(MerchantAccount account, PaymentRef payment) {
        var outcome = bent(sound.query(account, payment));
        return misread.of(payment.orderId(), outcome);
    }

    @Override
    public PaymentOutcome find(MerchantAccount account, String orderId) {
        return misread.of(orderId, bent(sound.find(account, orderId)));
    }

    @Override
    public PaymentOutcome capture(MerchantAccount account, PaymentRef payment, Money amount) {
        return sound.capture(account, payment, amount);
    }

    @Override
    public PaymentOutcome cancel(MerchantAccount account, PaymentRef payment) {
        return sound.cancel(account, payment);
    }

    @Override
    public PaymentOutcome release(MerchantAccount account, PaymentRef payment) {
        return sound.release(account, payment);
    }

    private PaymentOutcome bent(PaymentOutcome outcome) {
        if (bugs.contains(Sabotage.PENDING_IS_PAID)
                && outcome.status() == PaymentOutcome.Status.PENDING
                && outcome.providerId() != null) {
            return PaymentOutcome.captured(outcome.providerId(), Money.of("1.00", "RUB"), "PENDING");
        }
        var captured = outcome.captured();
        var id = outcome.providerId();
        if (captured == null || id == null) {
            return outcome;
        }
        if (bugs.contains(Sabotage.PART_IS_WHOLE)
                && outcome.refunded() != null
                && outcome.refunded().isPositive()) {
            return outcome.withRefunded(captured);
        }
        var bent = bent(captured);
        return bent.equals(captured) ? outcome : PaymentOutcome.captured(id, bent, outcome.detail());
    }

    @Override
    public RefundOutcome refund(MerchantAccount account, RefundRequest request) {
        if (bugs.contains(Sabotage.REFUND_SENT_TWICE)) {
            sound.refund(
                    account,
                    new RefundRequest(
                            request.key() + "b",
                            request.payment(),
                            request.captured(),
                            request.refundedBefore(),
                            request.amount(),
                            request.providerRefundId(),
                            request.receipt(),
                            request.requestedAt()));
        }
        var outcome = sound.refund(account, request);
        return bugs.contains(Sabotage.PART_IS_WHOLE) && outcome.refundedTotal() != null
                ? RefundOutcome.done(outcome.providerRefundId(), request.captured(), outcome.detail())
                : misread.of(request, outcome);
    }

    @Override
    public RefundOutcome queryRefund(MerchantAccount account, RefundRequest request) {
        if (bugs.contains(Sabotage.OTHER_REFUND_IS_OURS)
                && sound.query(account, request.payment()).stage() == Stage.PARTIALLY_REFUNDED) {
            return RefundOutcome.done(request.providerRefundId(), null, "");
        }
        var outcome = bugs.contains(Sabotage.REFUND_ASKED_BY_SENDING)
                ? sound.refund(account, request)
                : sound.queryRefund(account, request);
        return misread.of(request, outcome);
    }

    @Override
    public Verification verify(MerchantAccount account, RawWebhook webhook) {
        return bugs.contains(Sabotage.VERIFIES_NOTHING) ? Verification.VERIFIED : sound.verify(account, webhook);
    }

    @Override
    public List<ProviderEvent> parse(MerchantAccount account, RawWebhook webhook) {
        return sound.parse(account, webhook).stream()
                .map(this::bent)
                .flatMap(misread::of)
                .toList();
    }

    @Override
    public Optional<PreCheck> preCheck(MerchantAccount account, RawWebhook webhook) {
        return sound.preCheck(account, webhook);
    }

    @Override
    public WebhookReply answer(MerchantAccount account, RawWebhook webhook, PreCheck.Verdict verdict) {
        return sound.answer(account, webhook, verdict);
    }

    @Override
    public String redact(MerchantAccount account, String text) {
        return sound.redact(account, text);
    }

    @Override
    public WebhookReply acknowledge(MerchantAccount account, RawWebhook webhook, Acknowledgement acknowledgement) {
        return sound.acknowledge(account, webhook, acknowledgement);
    }

    private ProviderEvent bent(ProviderEvent event) {
        var amount = event.amount();
        return amount == null
                ? event
                : new ProviderEvent(
                        event.kind(),
                        event.orderId(),
                        event.providerId(),
                        event.alias(),
                        event.operationId(),
                        event.stage(),
                        bent(amount),
                        event.live(),
                        event.hintOnly(),
                        event.unproven(),
                        event.detail());
    }

    private Money bent(Money amount) {
        if (bugs.contains(Sabotage.UNITS_CONFUSED)) {
            return amount.times(100);
        }
        return bugs.contains(Sabotage.KOPECK_ROUNDED)
                ? new Money(amount.minor() / 100 * 100, amount.currency())
                : amount;
    }
}
