package org.schoolcrm.acquiring.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.spi.Verification;
import org.schoolcrm.acquiring.testkit.AcquirerContract;
import org.schoolcrm.acquiring.testkit.GivenDocument;
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

    @Override
    protected void passes(GivenDocument given) {
        var json = given.json();
        switch (given.name()) {
            case "completed" -> {
                assertThat(parsed(json).stage()).isEqualTo(Stage.PAID);
                assertThat(parsed(json).amount()).isEqualTo(Money.of("15.00", "EUR"));
                assertThat(parsed(json).live()).isFalse();
            }
            case "completed.unpaid" -> assertThat(parsed(json).stage()).isEqualTo(Stage.PENDING);
            case "expired" -> assertThat(parsed(json).stage()).isEqualTo(Stage.EXPIRED);
            case "refunded" -> {
                assertThat(parsed(json).stage()).isEqualTo(Stage.PARTIALLY_REFUNDED);
                assertThat(parsed(json).amount()).isEqualTo(Money.of("5.00", "EUR"));
                assertThat(parsed(json).hintOnly()).isTrue();
            }
            case "session.open" ->
                assertThat(answering(200, json)
                                .create(account, payment("INV-1-1"))
                                .payAt())
                        .hasToString("https://checkout.stripe.com/c/pay/cs_test_a1");
            case "session.paid" ->
                assertThat(answering(200, json)
                                .query(account, new PaymentRef("INV-1-1", "cs_test_a1"))
                                .captured())
                        .isEqualTo(Money.of("15.00", "EUR"));
            case "refund" -> assertThat(json.get("status").asText()).isEqualTo("succeeded");
            case "error" ->
                assertThat(answering(400, json)
                                .create(account, payment("INV-1-1"))
                                .stage())
                        .isEqualTo(Stage.FAILED);
            case "stripe-header-parse" ->
                assertThat(acquirer.verify(
                                account, call("{}", json.get("header").asText(), 1_492_774_577)))
                        .as("read, and signed by somebody else")
                        .isEqualTo(Verification.REJECTED);
            default -> passesVector(json);
        }
    }

    private void passesVector(JsonNode vector) {
        var call = call(
                vector.get("rawBody").asText(),
                vector.get("header").asText(),
                vector.get("now").asLong());
        assertThat(acquirer.verify(accountOf(vector.get("secret").asText()), call))
                .isEqualTo(vector.get("expectValid").asBoolean() ? Verification.VERIFIED : Verification.REJECTED);
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

    private ProviderEvent parsed(JsonNode sample) {
        return acquirer.parse(account, call(sample.toString(), "", 0)).get(0);
    }

    private Acquirer answering(int status, JsonNode sample) {
        return newAcquirer(call -> HttpAnswer.of(status, sample.toString()), clock);
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
