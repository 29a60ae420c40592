package org.schoolcrm.acquiring.core;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.api.WebhookReply;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.AcquirerProfile;
import org.schoolcrm.acquiring.spi.ConnectionReport;
import org.schoolcrm.acquiring.spi.CreatePayment;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.PollPlan;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.spi.Verification;
import org.schoolcrm.money.Money;

/**
 * A bank that answers as the test says. Its notifications read {@code order|payment|operation|status|amount|currency};
 * those that begin with {@code hint|} are unsigned, those with {@code forged|} are forged.
 */
final class ScriptedBank implements Acquirer {

    final List<CreatePayment> created = new ArrayList<>();
    final List<PaymentRef> asked = new ArrayList<>();
    PaymentOutcome onCreate = PaymentOutcome.pending("b-1", URI.create("https://bank.test/form"), "NEW");
    PaymentOutcome onQuery = PaymentOutcome.pending("b-1", null, "NEW");
    boolean live;

    @Override
    public String provider() {
        return "scripted";
    }

    @Override
    public AcquirerProfile profile() {
        return new AcquirerProfile(
                "Банк",
                "Bank",
                AcquirerProfile.Maturity.SANDBOX,
                Set.of(),
                List.of(),
                Map.of(),
                Set.of("RUB"),
                Duration.ofMinutes(30),
                PollPlan.USUAL);
    }

    @Override
    public ConnectionReport test(MerchantAccount account) {
        return new ConnectionReport(ConnectionReport.Verdict.OK, "");
    }

    @Override
    public PaymentOutcome create(MerchantAccount account, CreatePayment payment) {
        created.add(payment);
        return onCreate;
    }

    @Override
    public PaymentOutcome query(MerchantAccount account, PaymentRef payment) {
        asked.add(payment);
        return onQuery;
    }

    @Override
    public Verification verify(MerchantAccount account, RawWebhook webhook) {
        return webhook.text().startsWith("forged|")
                ? Verification.REJECTED
                : webhook.text().startsWith("hint|") ? Verification.NEEDS_QUERY : Verification.VERIFIED;
    }

    @Override
    public List<ProviderEvent> parse(MerchantAccount account, RawWebhook webhook) {
        var words = webhook.text().replaceFirst("^hint\\|", "").split("\\|");
        return List.of(new ProviderEvent(
                ProviderEvent.Kind.PAYMENT,
                words[0],
                words[1],
                words[2],
                stageOf(words[3]),
                Money.of(words[4], words[5]),
                live,
                false,
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
