package org.schoolcrm.acquiring.tbank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.CreatePayment;
import org.schoolcrm.acquiring.spi.FiscalReceipt;
import org.schoolcrm.acquiring.spi.PaymentMethod;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.Remedy;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.testkit.AcquirerContract;
import org.schoolcrm.acquiring.testkit.BankDocuments;
import org.schoolcrm.acquiring.testkit.GivenDocument;
import org.schoolcrm.acquiring.testkit.SimulatedBank;
import org.schoolcrm.acquiring.testkit.SimulatedTbank;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpExchange;

class TbankAcquirerTest extends AcquirerContract {

    @Override
    protected SimulatedBank newBank(Clock clock) {
        return new SimulatedTbank(clock, "1321054611234DEMO", "Dfsfh56dgKl");
    }

    @Override
    protected MerchantAccount newAccount() {
        return accountOf("1321054611234DEMO", "Dfsfh56dgKl");
    }

    @Override
    protected Acquirer newAcquirer(HttpExchange http, Clock clock) {
        return new TbankAcquirer(http, clock);
    }

    @Override
    protected boolean isWholeBodySigned() {
        return false;
    }

    @Override
    protected String acknowledgementOf(RawWebhook webhook) {
        return "OK";
    }

    /** Only a bank's own test of its refusals. */
    @Override
    protected Set<String> requestsNeverSent() {
        return Set.of("SbpPayTest");
    }

    @Override
    protected void passes(GivenDocument given) {
        var json = given.json();
        switch (given.name()) {
            case "payment" -> assertThat(parsed(json).kind()).isEqualTo(ProviderEvent.Kind.PAYMENT);
            case "addCard", "qr" -> assertThat(parsed(json).kind()).isEqualTo(ProviderEvent.Kind.BINDING);
            case "Init.ok" -> {
                var opened = answering(json).create(account, payment("21090"));
                assertThat(opened.providerId()).isEqualTo("3093639567");
                assertThat(opened.payAt()).hasToString("https://securepay.tinkoff.ru/new/fU1ppgqa");
            }
            case "GetState.authorized" ->
                assertThat(answering(json)
                                .query(account, new PaymentRef("21050", "13660"))
                                .stage())
                        .isEqualTo(Stage.AUTHORIZED);
            case "Init.badToken (constructed; code and message from the spec error table)" ->
                assertThat(answering(json).create(account, payment("21090")).remedy())
                        .isEqualTo(Remedy.CORRECT_SETTINGS);
            case "Cancel.partial_hold" -> {
                var refund = answering(json).refund(account, refund("13000", "8000"));
                assertThat(refund.status()).isEqualTo(RefundOutcome.Status.DONE);
                assertThat(refund.refundedTotal())
                        .as("by the sums and not by the word")
                        .isEqualTo(Money.ofMinor(8000, "RUB"));
            }
            case "Confirm.ok" -> {
                var state = ((ObjectNode) json.deepCopy()).put("Amount", 150_000);
                var confirming = newAcquirer(
                        call -> HttpAnswer.of(
                                200, (call.uri().getPath().endsWith("/Confirm") ? json : state).toString()),
                        clock);
                assertThat(confirming
                                .capture(account, new PaymentRef("21057", "2304882"), price())
                                .captured())
                        .isEqualTo(price());
            }
            case "GetQr.ok" -> assertThat(json.get("Data").asText()).startsWith("https://qr.nspk.ru/");
            default -> passesVector(given);
        }
    }

    private void passesVector(GivenDocument given) {
        var vector = given.json();
        if (vector.path("provenance").asText().equals("published-placeholder")) {
            assertThat(TbankApi.token(
                            TbankApi.scalars(
                                    BankDocuments.vectors("tbank").get(0).get("fields")),
                            BankDocuments.vectors("tbank")
                                    .get(0)
                                    .get("password")
                                    .asText()))
                    .isNotEqualTo(vector.get("receivedToken").asText());
        } else if (vector.path("direction").asText().equals("request")) {
            assertThat(TbankApi.token(
                            TbankApi.scalars(vector.get("fields")),
                            vector.get("password").asText()))
                    .isEqualTo(vector.get("computedToken").asText());
        } else {
            verifies(vector);
        }
    }

    private void verifies(JsonNode vector) {
        var fields = vector.get("fields");
        var password = vector.get("password").asText();
        var owner = accountOf(fields.get("TerminalKey").asText(), password);
        var call = call(vector.get("rawBody").asText());

        assertThat(acquirer.verify(owner, call)).isEqualTo(Verification.VERIFIED);
        var event = acquirer.parse(owner, call).get(0);
        assertThat(event.orderId()).isEqualTo(fields.get("OrderId").asText());
        assertThat(event.providerId()).isEqualTo(fields.get("PaymentId").asText());
        assertThat(event.detail()).isEqualTo(fields.get("Status").asText());
        if (event.kind() == ProviderEvent.Kind.PAYMENT) {
            assertThat(event.amount())
                    .isEqualTo(Money.ofMinor(fields.get("Amount").asLong(), "RUB"));
        }
        assertThat(acquirer.verify(accountOf("another", password), call)).isEqualTo(Verification.REJECTED);
    }

    @TestFactory
    Stream<DynamicTest> takes_no_error_code_for_money() {
        return BankDocuments.read("tbank/errors").get("codes").properties().stream()
                .filter(code -> !code.getKey().equals("0"))
                .map(code -> dynamicTest(code.getKey() + " " + code.getValue(), () -> {
                    var refusing = newAcquirer(
                            call -> HttpAnswer.of(
                                    200,
                                    "{\"Success\":false,\"ErrorCode\":\"" + code.getKey()
                                            + "\",\"Status\":\"REJECTED\"}"),
                            clock);
                    var outcome = refusing.create(account, payment("order1"));
                    assertThat(outcome.status()).isNotIn(PaymentOutcome.Status.CAPTURED, PaymentOutcome.Status.PENDING);
                    assertThat(outcome.payAt()).isNull();
                    assertThat(outcome.captured()).isNull();
                }));
    }

    @Test
    void leads_to_the_bank_app_when_sbp_is_wanted() {
        var sbp = new CreatePayment(
                "order1",
                price(),
                "1",
                URI.create("https://a.example/"),
                URI.create("https://a.example/h"),
                clock.now(),
                false,
                PaymentMethod.SBP,
                "ru",
                null);

        assertThat(acquirer.create(account, sbp).payAt()).asString().startsWith("https://qr.nspk.ru/");
    }

    @Test
    void prints_a_receipt_that_sums_up_to_the_payment() throws Exception {
        var calls = new ArrayList<JsonNode>();
        var listening = newAcquirer(
                call -> {
                    calls.add(Json.read(new String(call.body(), StandardCharsets.UTF_8))
                            .orElseThrow());
                    return HttpAnswer.of(500, "");
                },
                clock);
        var order = payment("order1");
        listening.create(
                account,
                new CreatePayment(
                        "order1",
                        price(),
                        "1",
                        order.returnTo(),
                        order.webhookAt(),
                        order.validUntil(),
                        false,
                        PaymentMethod.ANY,
                        "ru",
                        FiscalReceipt.of("a@test.example", "Абонемент", price())));

        var receipt = calls.get(0).get("Receipt");
        assertThat(receipt.get("Email").asText()).isEqualTo("a@test.example");
        assertThat(receipt.get("Taxation").asText()).isEqualTo("usn_income");
        assertThat(receipt.get("Items")).hasSize(1);
        assertThat(receipt.get("Items").get(0).get("Amount").asLong())
                .isEqualTo(calls.get(0).get("Amount").asLong());
    }

    private ProviderEvent parsed(JsonNode sample) {
        return acquirer.parse(account, call(sample.toString())).get(0);
    }

    private Acquirer answering(JsonNode sample) {
        return newAcquirer(call -> HttpAnswer.of(200, sample.toString()), clock);
    }

    private RefundRequest refund(String captured, String amount) {
        return new RefundRequest(
                "refund1",
                new PaymentRef("21057", "2304882"),
                Money.ofMinor(Long.parseLong(captured), "RUB"),
                Money.of("0", "RUB"),
                Money.ofMinor(Long.parseLong(amount), "RUB"),
                null,
                null);
    }

    private RawWebhook call(String body) {
        return new RawWebhook(
                "POST", "", "", Map.of(), body.getBytes(StandardCharsets.UTF_8), "192.0.2.1", clock.now());
    }

    private static MerchantAccount accountOf(String terminal, String password) {
        return new MerchantAccount(
                new MerchantAccountId(1),
                new BranchId(1),
                "tbank",
                "Т-Банк",
                "key",
                true,
                true,
                Map.of("terminalKey", terminal, "password", password));
    }
}
