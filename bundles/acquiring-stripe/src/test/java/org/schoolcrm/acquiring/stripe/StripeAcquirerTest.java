package org.schoolcrm.acquiring.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.testkit.AcquirerContract;
import org.schoolcrm.acquiring.testkit.BankDocuments;
import org.schoolcrm.acquiring.testkit.GivenDocument;
import org.schoolcrm.acquiring.testkit.SimulatedBank;
import org.schoolcrm.acquiring.testkit.SimulatedStripe;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
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

    @Test
    @DisplayName("a session names the payment intent as its second number")
    void a_session_names_the_payment_intent_as_its_second_number() {
        var paid = BankDocuments.sample("stripe", "response", "session.paid");

        assertThat(answering(200, paid)
                        .query(account, new PaymentRef("INV-1-1", "cs_test_a1"))
                        .alias())
                .isEqualTo("pi_1");
        assertThat(parsed(BankDocuments.sample("stripe", "webhook", "completed"))
                        .alias())
                .isEqualTo("pi_1");
        assertThat(answering(200, BankDocuments.sample("stripe", "response", "session.open"))
                        .create(account, payment("INV-1-1"))
                        .alias())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"refund.failed", "refund.updated", "charge.refund.updated"})
    void a_refund_that_failed_is_told_by_its_number_and_sum(String type) {
        assertThat(refund(type, "failed")).satisfies(event -> {
            assertThat(event.kind()).isEqualTo(ProviderEvent.Kind.REFUND_FAILED);
            assertThat(event.providerId()).isEqualTo("pi_1");
            assertThat(event.operationId()).isEqualTo("re_1");
            assertThat(event.amount()).isEqualTo(Money.of("300.00", "EUR"));
            assertThat(event.hintOnly()).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "succeeded", "requires_action", "something_new"})
    void any_other_news_of_a_refund_only_makes_us_ask(String status) {
        assertThat(refund("refund.updated", status)).satisfies(event -> {
            assertThat(event.kind()).isEqualTo(ProviderEvent.Kind.PAYMENT);
            assertThat(event.providerId()).isEqualTo("pi_1");
            assertThat(event.hintOnly()).isTrue();
        });
    }

    @Test
    void a_session_that_does_not_say_how_far_it_is_only_makes_us_ask() {
        assertThat(session("\"client_reference_id\":\"order1\"").hintOnly()).isTrue();
        assertThat(session("\"client_reference_id\":\"order1\",\"status\":\"complete\"")
                        .hintOnly())
                .isTrue();
    }

    @Test
    @DisplayName("a paid session without our number is told without one, not under the word null")
    void a_paid_session_without_our_number_is_told_without_one() {
        var paid = "\"status\":\"complete\",\"payment_status\":\"paid\",\"amount_total\":1500,\"currency\":\"eur\"";
        for (var number : List.of("", ",\"client_reference_id\":null")) {
            assertThat(session(paid + number)).satisfies(event -> {
                assertThat(event.orderId()).isEmpty();
                assertThat(event.providerId()).isEqualTo("cs_1");
                assertThat(event.stage()).isEqualTo(Stage.PAID);
                assertThat(event.amount()).isEqualTo(Money.of("15.00", "EUR"));
            });
        }
        assertThat(session(paid + ",\"metadata\":{\"order\":\"order1\"}").orderId())
                .isEqualTo("order1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"https://checkout.stripe.com/a b\"", "\"pay\"", "null"})
    void a_session_whose_form_cannot_be_read_is_not_lost(String form) {
        var opened = newAcquirer(
                        call -> HttpAnswer.of(
                                200,
                                "{\"id\":\"cs_1\",\"object\":\"checkout.session\",\"status\":\"open\",\"url\":" + form
                                        + "}"),
                        clock)
                .create(account, payment("order1"));

        assertThat(opened.stage()).isEqualTo(Stage.PENDING);
        assertThat(opened.providerId()).isEqualTo("cs_1");
        assertThat(opened.payAt()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"object\":\"balance\",\"livemode\":true} | OK",
                "{\"object\":\"balance\",\"livemode\":false} | CREDENTIALS_REFUSED",
                "{\"object\":\"balance\"} | UNCLEAR",
                "{\"livemode\":true} | UNCLEAR",
                "<title>Proxy</title> | UNCLEAR"
            })
    void a_connection_is_good_only_if_the_answer_proves_it(String answer, ConnectionReport.Verdict verdict) {
        assertThat(newAcquirer(call -> HttpAnswer.of(200, answer), clock)
                        .test(account)
                        .verdict())
                .isEqualTo(verdict);
    }

    private ProviderEvent session(String fields) {
        return event("checkout.session.completed", "\"id\":\"cs_1\"," + fields);
    }

    private ProviderEvent refund(String type, String status) {
        return event(
                type,
                "\"id\":\"re_1\",\"object\":\"refund\",\"status\":\"" + status
                        + "\",\"amount\":30000,\"currency\":\"eur\",\"payment_intent\":\"pi_1\"");
    }

    private ProviderEvent event(String type, String object) {
        var call = call("{\"type\":\"" + type + "\",\"livemode\":true,\"data\":{\"object\":{" + object + "}}}", "", 0);
        return acquirer.parse(account, call).get(0);
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
