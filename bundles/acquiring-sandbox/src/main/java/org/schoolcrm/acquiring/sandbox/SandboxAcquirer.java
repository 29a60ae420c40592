package org.schoolcrm.acquiring.sandbox;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.sandbox.SandboxOrder.State;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.AcquirerProfile;
import org.schoolcrm.acquiring.spi.CreatePayment;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.PollPlan;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.SettingField;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.api.WebhookReply;
import org.schoolcrm.runtime.api.Site;

/** Translates between us and the sandbox bank; the only setting is {@code secret}, with which it signs. */
public final class SandboxAcquirer implements Acquirer {

    private static final AcquirerProfile PROFILE = new AcquirerProfile(
            "Учебный банк",
            "Sandbox bank",
            AcquirerProfile.Maturity.SANDBOX,
            Set.of(Capability.QUERY_BY_ORDER, Capability.SIGNED_WEBHOOKS, Capability.REFUND, Capability.PARTIAL_REFUND),
            List.of(SettingField.secret("secret", "Секрет для подписи", "Signing secret")),
            Map.of("OPEN", Stage.PENDING, "PAID", Stage.PAID, "REFUSED", Stage.FAILED),
            Set.of("RUB", "EUR", "USD", "KZT"),
            Duration.ofHours(1),
            PollPlan.USUAL);

    private final SandboxOrders orders;
    private final Site site;

    public SandboxAcquirer(SandboxOrders orders, Site site) {
        this.orders = orders;
        this.site = site;
    }

    @Override
    public String provider() {
        return "sandbox";
    }

    @Override
    public AcquirerProfile profile() {
        return PROFILE;
    }

    @Override
    public ConnectionReport test(MerchantAccount account) {
        return new ConnectionReport(ConnectionReport.Verdict.OK, "");
    }

    @Override
    public PaymentOutcome create(MerchantAccount account, CreatePayment payment) {
        var order = orders.open(new SandboxOrder(
                payment.orderId(),
                UUID.randomUUID().toString(),
                account.setting("secret"),
                payment.amount(),
                payment.description(),
                State.OPEN,
                payment.returnTo(),
                payment.webhookAt(),
                payment.validUntil()));
        return PaymentOutcome.pending(order.paymentId(), formOf(order), "OPEN");
    }

    @Override
    public PaymentOutcome query(MerchantAccount account, PaymentRef payment) {
        return orders.find(payment.orderId())
                .map(this::outcome)
                .orElse(PaymentOutcome.notSent("The sandbox bank never saw this order"));
    }

    @Override
    public RefundOutcome refund(MerchantAccount account, RefundRequest request) {
        return refunded(request, orders.refund(request.payment().orderId(), request.key(), request.amount()));
    }

    @Override
    public RefundOutcome queryRefund(MerchantAccount account, RefundRequest request) {
        return refunded(request, orders.isRefunded(request.key()));
    }

    @Override
    public Verification verify(MerchantAccount account, RawWebhook webhook) {
        boolean signed = webhook.header(Notification.SIGNATURE)
                .filter(signature -> Notification.isSigned(webhook.body(), account.setting("secret"), signature))
                .isPresent();
        return signed ? Verification.VERIFIED : Verification.REJECTED;
    }

    @Override
    public List<ProviderEvent> parse(MerchantAccount account, RawWebhook webhook) {
        return Notification.read(webhook.body())
                .map(notification -> ProviderEvent.payment(
                        notification.orderId(),
                        notification.paymentId(),
                        PROFILE.statuses().getOrDefault(notification.state(), Stage.UNKNOWN),
                        Money.ofMinor(notification.amount(), notification.currency()),
                        account.live(),
                        notification.state()))
                .stream()
                .toList();
    }

    @Override
    public WebhookReply acknowledge(MerchantAccount account, RawWebhook webhook, Acknowledgement acknowledgement) {
        return switch (acknowledgement) {
            case ACCEPTED, DUPLICATE, IGNORED, UNKNOWN_PAYMENT -> WebhookReply.text(200, "OK");
            case BAD_SIGNATURE -> WebhookReply.text(403, "Bad signature");
            case TRY_LATER -> WebhookReply.text(503, "Try later");
        };
    }

    /** The form's address says where the payer came from, for a page that has to stand in for it. */
    private URI formOf(SandboxOrder order) {
        return site.at(
                "/sandbox-bank/" + order.orderId() + "?back=" + order.returnTo().getRawPath());
    }

    private PaymentOutcome outcome(SandboxOrder order) {
        return switch (order.state()) {
            case OPEN -> PaymentOutcome.pending(order.paymentId(), null, "OPEN");
            case PAID ->
                PaymentOutcome.captured(order.paymentId(), order.amount(), "PAID")
                        .withRefunded(orders.refunded(order.orderId()));
            case REFUSED -> PaymentOutcome.declined(order.paymentId(), "REFUSED");
        };
    }

    private RefundOutcome refunded(RefundRequest request, boolean isThere) {
        return isThere
                ? RefundOutcome.done(
                        request.key(), orders.refunded(request.payment().orderId()), "RETURNED")
                : RefundOutcome.refused("More than is left");
    }
}
