package org.schoolcrm.acquiring.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.spi.Verification;
import org.schoolcrm.acquiring.testkit.AcquirerContract;
import org.schoolcrm.acquiring.testkit.BankDocuments;
import org.schoolcrm.acquiring.testkit.SimulatedBank;
import org.schoolcrm.acquiring.testkit.SimulatedStripe;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpExchange;

class StripeAcquirerTest extends AcquirerContract {

    @Override
    protected SimulatedBank newBank(Clock clock) {
        return new SimulatedStripe(clock, "sk_live_key", "whsec_live", true);
    }

    @Override
    protected MerchantAccount newAccount() {
        return accountOf("whsec_live");
    }

    @Override
    protected Acquirer newAcquirer(HttpExchange http, Clock clock) {
        return new StripeAcquirer(http, clock);
    }

    @Override
    protected boolean isWholeBodySigned() {
        return true;
    }

    @Override
    protected String acknowledgementOf(RawWebhook webhook) {
        return "OK";
    }

    @Override
    protected String currency() {
        return "EUR";
    }

    @TestFactory
    Stream<DynamicTest> verifies_every_given_vector() {
        return BankDocuments.vectors("stripe").stream()
                .filter(vector -> vector.has("secret"))
                .map(vector -> dynamicTest(vector.get("id").asText(), () -> {
                    var call = call(
                            vector.get("rawBody").asText(),
                            vector.get("header").asText(),
                            vector.get("now").asLong());
                    assertThat(acquirer.verify(accountOf(vector.get("secret").asText()), call))
                            .isEqualTo(
                                    vector.get("expectValid").asBoolean()
                                            ? Verification.VERIFIED
                                            : Verification.REJECTED);
                }));
    }

    @Test
    void reads_the_given_events() {
        assertThat(parsed("completed").stage()).isEqualTo(Stage.PAID);
        assertThat(parsed("completed").amount()).isEqualTo(Money.of("15.00", "EUR"));
        assertThat(parsed("completed").live()).isFalse();
        assertThat(parsed("completed.unpaid").stage()).isEqualTo(Stage.PENDING);
        assertThat(parsed("expired").stage()).isEqualTo(Stage.EXPIRED);
        assertThat(parsed("refunded").stage()).isEqualTo(Stage.PARTIALLY_REFUNDED);
        assertThat(parsed("refunded").amount()).isEqualTo(Money.of("5.00", "EUR"));
        assertThat(parsed("refunded").hintOnly()).isTrue();
    }

    @Test
    void reads_the_given_answers() {
        var opened = answering(200, "session.open").create(account, payment("INV-1-1"));
        assertThat(opened.payAt()).hasToString("https://checkout.stripe.com/c/pay/cs_test_a1");
        assertThat(answering(200, "session.paid")
                        .query(account, new PaymentRef("INV-1-1", "cs_test_a1"))
                        .captured())
                .isEqualTo(Money.of("15.00", "EUR"));
        assertThat(answering(400, "error").create(account, payment("INV-1-1")).stage())
                .isEqualTo(Stage.FAILED);
    }

    @Test
    void a_dispute_is_not_a_refund() {
        var call = call(
                "{\"type\":\"charge.dispute.created\",\"livemode\":true,\"data\":{\"object\":{\"payment_intent\":\"pi_1\"}}}",
                "",
                0);

        assertThat(acquirer.parse(account, call)).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(ProviderEvent.Kind.DISPUTE);
            assertThat(event.amount()).isNull();
        });
    }

    private ProviderEvent parsed(String item) {
        return acquirer.parse(
                        account,
                        call(BankDocuments.sample("stripe", "webhook", item).toString(), "", 0))
                .get(0);
    }

    private Acquirer answering(int status, String sample) {
        return newAcquirer(
                call -> HttpAnswer.of(
                        status,
                        BankDocuments.sample("stripe", "response", sample).toString()),
                clock);
    }

    private static RawWebhook call(String body, String signature, long now) {
        return new RawWebhook(
                "POST",
                "",
                "",
                Map.of("stripe-signature", signature),
                body.getBytes(StandardCharsets.UTF_8),
                "192.0.2.1",
                Instant.ofEpochSecond(now));
    }

    private static MerchantAccount accountOf(String secret) {
        return new MerchantAccount(
                new MerchantAccountId(1),
                new BranchId(1),
                "stripe",
                "Stripe",
                "key",
                true,
                true,
                Map.of("secretKey", "sk_live_key", "webhookSecret", secret));
    }
}
