package org.schoolcrm.acquiring.tbank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.CreatePayment;
import org.schoolcrm.acquiring.spi.FiscalReceipt;
import org.schoolcrm.acquiring.spi.PaymentMethod;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.RefundOrder;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.Remedy;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.spi.Verification;
import org.schoolcrm.acquiring.testkit.AcquirerContract;
import org.schoolcrm.acquiring.testkit.BankDocuments;
import org.schoolcrm.acquiring.testkit.SimulatedBank;
import org.schoolcrm.acquiring.testkit.SimulatedTbank;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;
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

    @TestFactory
    Stream<DynamicTest> makes_every_published_token_of_a_request() {
        return vectors("request")
                .map(vector -> dynamicTest(vector.get("id").asText(), () -> {
                    assertThat(TbankApi.token(
                                    TbankApi.scalars(vector.get("fields")),
                                    vector.get("password").asText()))
                            .isEqualTo(vector.get("computedToken").asText());
                }));
    }

    @TestFactory
    Stream<DynamicTest> verifies_every_given_notification() {
        return vectors("notification")
                .map(vector -> dynamicTest(vector.get("id").asText(), () -> {
                    var fields = vector.get("fields");
                    var owner = accountOf(
                            fields.get("TerminalKey").asText(),
                            vector.get("password").asText());
                    var call = call(vector.get("rawBody").asText());

                    assertThat(acquirer.verify(owner, call)).isEqualTo(Verification.VERIFIED);
                    var event = acquirer.parse(owner, call).get(0);
                    assertThat(event.orderId()).isEqualTo(fields.get("OrderId").asText());
                    assertThat(event.providerId())
                            .isEqualTo(fields.get("PaymentId").asText());
                    assertThat(event.detail()).isEqualTo(fields.get("Status").asText());
                    if (event.kind() == ProviderEvent.Kind.PAYMENT) {
                        assertThat(event.amount())
                                .isEqualTo(Money.ofMinor(fields.get("Amount").asLong(), "RUB"));
                    }
                    assertThat(acquirer.verify(
                                    accountOf("another", vector.get("password").asText()), call))
                            .isEqualTo(Verification.REJECTED);
                }));
    }

    @Test
    void tells_the_four_shapes_of_notifications_apart() {
        assertThat(kindOf("payment")).isEqualTo(ProviderEvent.Kind.PAYMENT);
        assertThat(kindOf("addCard")).isEqualTo(ProviderEvent.Kind.BINDING);
        assertThat(kindOf("qr")).isEqualTo(ProviderEvent.Kind.BINDING);
    }

    @Test
    void reads_the_given_answers() {
        var opened = answering("Init.ok").create(account, payment("21090"));
        assertThat(opened.providerId()).isEqualTo("3093639567");
        assertThat(opened.payAt()).hasToString("https://securepay.tinkoff.ru/new/fU1ppgqa");
        assertThat(answering("GetState.authorized")
                        .query(account, new PaymentRef("21050", "13660"))
                        .stage())
                .isEqualTo(Stage.AUTHORIZED);
        assertThat(answering("Init.badToken (constructed; code and message from the spec error table)")
                        .create(account, payment("21090"))
                        .remedy())
                .isEqualTo(Remedy.CORRECT_SETTINGS);
    }

    @Test
    void decides_a_refund_by_the_sums_and_not_by_the_word() {
        var refund = answering("Cancel.partial_hold").refund(account, refund("13000", "8000"));

        assertThat(refund.status()).isEqualTo(RefundOutcome.Status.DONE);
        assertThat(refund.refundedTotal()).isEqualTo(Money.ofMinor(8000, "RUB"));
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

    private ProviderEvent.Kind kindOf(String sample) {
        return acquirer.parse(
                        account,
                        call(BankDocuments.sample("tbank", "webhook", sample).toString()))
                .get(0)
                .kind();
    }

    private Acquirer answering(String sample) {
        return newAcquirer(
                call -> HttpAnswer.of(
                        200, BankDocuments.sample("tbank", "response", sample).toString()),
                clock);
    }

    private RefundOrder refund(String captured, String amount) {
        return new RefundOrder(
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

    private static Stream<JsonNode> vectors(String direction) {
        List<JsonNode> all = BankDocuments.vectors("tbank");
        return all.stream()
                .filter(vector -> vector.path("direction").asText().equals(direction) && vector.has("fields"));
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
