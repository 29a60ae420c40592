package org.schoolcrm.acquiring.core;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.AcquirerProfile;
import org.schoolcrm.acquiring.spi.BareAmount;
import org.schoolcrm.acquiring.spi.CreatePayment;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.PollPlan;
import org.schoolcrm.acquiring.spi.PreCheck;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.ProviderEvent.Unproven;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.SettingField;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.api.WebhookReply;

/**
 * A bank that answers as the test says. Its notifications read {@code order|payment|operation|status|amount|currency};
 * those that begin with {@code hint|} are unsigned, those with {@code forged|} are forged.
 */
public class ScriptedBank implements Acquirer {

    public final List<CreatePayment> created = new CopyOnWriteArrayList<>();
    public final List<PaymentRef> asked = new CopyOnWriteArrayList<>();
    public PaymentOutcome onCreate = PaymentOutcome.pending("b-1", URI.create("https://bank.test/form"), "NEW");
    public PaymentOutcome onQuery = PaymentOutcome.pending("b-1", null, "NEW");
    public Set<Capability> capabilities = Set.of(Capability.REFUND, Capability.PARTIAL_REFUND, Capability.RECEIPTS);
    public List<SettingField> settings = List.of();
    public RefundOutcome onRefund = RefundOutcome.done(null, null, "REFUNDED");
    public final List<RefundRequest> refunds = new ArrayList<>();
    public final List<RefundRequest> refundsAsked = new ArrayList<>();
    public Runnable beforeAnswer = () -> {};
    public Runnable whileHeard = () -> {};
    public boolean live;
    public boolean breaks;
    public PollPlan pollPlan = PollPlan.USUAL;
    private final String name;

    public ScriptedBank() {
        this("scripted");
    }

    public ScriptedBank(String name) {
        this.name = name;
    }

    @Override
    public String provider() {
        return name;
    }

    @Override
    public AcquirerProfile profile() {
        return new AcquirerProfile(
                "Банк",
                "Bank",
                AcquirerProfile.Maturity.SANDBOX,
                capabilities,
                settings,
                Map.of(),
                Set.of("RUB"),
                Duration.ofMinutes(30),
                pollPlan);
    }

    @Override
    public ConnectionReport test(MerchantAccount account) {
        return new ConnectionReport(ConnectionReport.Verdict.OK, "");
    }

    @Override
    public PaymentOutcome create(MerchantAccount account, CreatePayment payment) {
        created.add(payment);
        beforeAnswer.run();
        return onCreate;
    }

    @Override
    public PaymentOutcome query(MerchantAccount account, PaymentRef payment) {
        asked.add(payment);
        beforeAnswer.run();
        return onQuery;
    }

    @Override
    public RefundOutcome refund(MerchantAccount account, RefundRequest order) {
        refunds.add(order);
        return onRefund;
    }

    @Override
    public RefundOutcome queryRefund(MerchantAccount account, RefundRequest order) {
        refundsAsked.add(order);
        return onRefund;
    }

    /** Notifications that begin with {@code check|} are questions. */
    @Override
    public Optional<PreCheck> preCheck(MerchantAccount account, RawWebhook webhook) {
        var words = webhook.text().split("\\|");
        return words[0].equals("check")
                ? Optional.of(new PreCheck(words[1], Money.of(words[2], "RUB")))
                : Optional.empty();
    }

    @Override
    public WebhookReply answer(MerchantAccount account, RawWebhook webhook, PreCheck.Verdict verdict) {
        return WebhookReply.text(200, verdict.name());
    }

    @Override
    public Verification verify(MerchantAccount account, RawWebhook webhook) {
        whileHeard.run();
        if (breaks) {
            throw new IllegalStateException("taken away");
        }
        return webhook.text().startsWith("forged|")
                ? Verification.REJECTED
                : webhook.text().startsWith("hint|") ? Verification.NEEDS_QUERY : Verification.VERIFIED;
    }

    @Override
    public List<ProviderEvent> parse(MerchantAccount account, RawWebhook webhook) {
        var words = webhook.text().replaceFirst("^(hint|loose)\\|", "").split("\\|");
        if (words[3].equals("NONSENSE")) {
            throw new IllegalArgumentException("unreadable");
        }
        if (words[3].contains("RECEIPT")) {
            var kind = ProviderEvent.Kind.valueOf(words[3]);
            return List.of(
                    ProviderEvent.receipt(kind, words[0], words[1], Money.of(words[4], words[5]), live, words[3]));
        }
        if (words[3].equals("DISPUTE")) {
            return List.of(ProviderEvent.notice(ProviderEvent.Kind.DISPUTE, words[0], words[1], live, "chargeback"));
        }
        if (words[3].startsWith("REFUND")) {
            boolean bare = words[5].isEmpty();
            var event = ProviderEvent.refund(
                    ProviderEvent.Kind.valueOf(words[3]),
                    words[0],
                    words[1],
                    words[2],
                    bare ? null : Money.of(words[4], words[5]),
                    live,
                    words[3]);
            return List.of(bare ? event.withBareAmount(new BareAmount(words[4])) : event);
        }
        return List.of(new ProviderEvent(
                ProviderEvent.Kind.PAYMENT,
                words[0],
                words[1],
                null,
                words[2],
                stageOf(words[3]),
                Money.of(words[4], words[5]),
                live,
                false,
                webhook.text().startsWith("loose|") ? Set.of(Unproven.values()) : Set.of(),
                words[3]));
    }

    @Override
    public WebhookReply acknowledge(MerchantAccount account, RawWebhook webhook, Acknowledgement acknowledgement) {
        return WebhookReply.text(acknowledgement == Acknowledgement.BAD_SIGNATURE ? 403 : 200, acknowledgement.name());
    }

    private static Stage stageOf(String word) {
        return switch (word) {
            case "CAPTURED" -> Stage.PAID;
            case "DECLINED" -> Stage.FAILED;
            default -> Stage.valueOf(word);
        };
    }
}
