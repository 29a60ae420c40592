package org.schoolcrm.acquiring.robokassa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.CreatePayment;
import org.schoolcrm.acquiring.spi.FiscalReceipt;
import org.schoolcrm.acquiring.spi.PaymentMethod;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.testkit.AcquirerContract;
import org.schoolcrm.acquiring.testkit.BankDocuments;
import org.schoolcrm.acquiring.testkit.BankSeal;
import org.schoolcrm.acquiring.testkit.GivenDocument;
import org.schoolcrm.acquiring.testkit.SimulatedBank;
import org.schoolcrm.acquiring.testkit.SimulatedRobokassa;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpExchange;

class RobokassaAcquirerTest extends AcquirerContract {

    @Override
    protected SimulatedBank newBank(Clock clock) {
        return new SimulatedRobokassa(clock, "school", "password-one", "password-two", "password-three");
    }

    @Override
    protected MerchantAccount newAccount() {
        return accountOf("school", "password-one", "password-two");
    }

    @Override
    protected Acquirer newAcquirer(HttpExchange http, Clock clock) {
        return new RobokassaAcquirer(http);
    }

    /** Fees and the payer's address are not signed, and do not matter. */
    @Override
    protected boolean isWholeBodySigned() {
        return false;
    }

    @Override
    protected String acknowledgementOf(RawWebhook webhook) {
        return "OK" + order(1);
    }

    @Override
    protected String order(int number) {
        return String.valueOf(58_000 + number);
    }

    /** The link carries the order itself; invoices by JSON and JWT say the same in other words. */
    @Override
    protected Set<String> requestsNeverSent() {
        return Set.of("jsonForm", "jwtInvoice");
    }

    @Override
    protected void passes(GivenDocument given) {
        var json = given.json();
        switch (given.name()) {
            case "result" ->
                assertThat(acquirer.verify(accountOf("school", "x", "test_password2"), post(form(json))))
                        .isEqualTo(Verification.VERIFIED);
            case "resultUrl2.payload" ->
                assertThat(acquirer.verify(account, post(FormFields.parse(json.toString()))))
                        .as("what is not signed as ResultURL is")
                        .isEqualTo(Verification.REJECTED);
            case "result.observed2015" ->
                assertThat(acquirer.parse(
                                account, post(FormFields.parse(json.get("query").asText()))))
                        .singleElement()
                        .satisfies(event -> {
                            assertThat(event.orderId()).isEqualTo("85");
                            assertThat(event.amount()).isEqualTo(Money.of("10.00", "RUB"));
                        });
            case "opState.100" ->
                assertThat(answering(json)
                                .query(account, new PaymentRef("42", null))
                                .captured())
                        .isEqualTo(Money.of("100.00", "RUB"));
            case "opState.notFound" ->
                assertThat(answering(json)
                                .query(account, new PaymentRef("42", null))
                                .stage())
                        .isEqualTo(Stage.PENDING);
            case "refund.ok" -> {
                var state = BankDocuments.sample("robokassa", "response", "opState.100");
                var answering = newAcquirer(
                        call -> HttpAnswer.of(200, call.method().equals("GET") ? state.asText() : json.toString()),
                        clock);
                assertThat(answering.refund(account, refund(null)).providerRefundId())
                        .isEqualTo(json.get("requestId").asText());
            }
            case "refund.state" ->
                assertThat(newAcquirer(call -> HttpAnswer.of(200, json.toString()), clock)
                                .queryRefund(
                                        account, refund(json.get("requestId").asText()))
                                .status())
                        .isEqualTo(RefundOutcome.Status.DONE);
            default -> passesVector(json);
        }
    }

    private void passesVector(JsonNode vector) {
        var published = vector.path("expected").asText(vector.path("claimed").asText());
        boolean reproduces =
                RobokassaSignature.hash("MD5", vector.get("base").asText()).equalsIgnoreCase(published);
        assertThat(reproduces).isEqualTo(vector.get("expectValid").asBoolean());
        if (vector.has("params")) {
            var password = vector.get("base").asText().split(":")[2];
            var owner = accountOf("school", "x", password);
            var call = post(form(vector.get("params")).with("SignatureValue", published));
            assertThat(acquirer.verify(owner, call))
                    .isEqualTo(vector.get("expectValid").asBoolean() ? Verification.VERIFIED : Verification.REJECTED);
            if (vector.has("ack")) {
                assertThat(acquirer.acknowledge(owner, call, Acknowledgement.ACCEPTED)
                                .body())
                        .isEqualTo(vector.get("ack").asText());
            }
        }
    }

    @Test
    void a_refund_is_asked_about_until_it_is_finished() {
        create(order(1));
        bank.simulate(order(1), SimulatedBank.PaymentEvent.PAID);

        var sent = acquirer.refund(account, refund(null));
        assertThat(sent.status()).isEqualTo(RefundOutcome.Status.PENDING);
        assertThat(acquirer.queryRefund(account, refund(sent.providerRefundId()))
                        .status())
                .isEqualTo(RefundOutcome.Status.DONE);
        assertThat(acquirer.queryRefund(account, refund(null)).status()).isEqualTo(RefundOutcome.Status.UNKNOWN);
        assertThat(bank.order(order(1)).refunded()).isEqualTo(30_000);
    }

    @Test
    void a_receipt_takes_part_in_the_signature() {
        var order = payment(order(1));
        var outcome = acquirer.create(
                account,
                new CreatePayment(
                        order(1),
                        price(),
                        "1",
                        order.returnTo(),
                        order.webhookAt(),
                        order.validUntil(),
                        false,
                        PaymentMethod.ANY,
                        "ru",
                        FiscalReceipt.of("a@test.example", "Абонемент", price())));
        bank.visit(java.util.Objects.requireNonNull(outcome.payAt()));

        assertThat(bank.find(order(1))).isPresent();
    }

    @Test
    @DisplayName("a right signature over a sum with more digits than kopecks makes us ask, and is acknowledged")
    void a_sum_that_is_no_money_only_makes_us_ask() {
        var owner = accountOf("school", "x", "password#2");
        var call = result("100.005000", "7", "14D4E36D4E90F82BC09A190541118487");

        assertThat(acquirer.verify(owner, call)).isEqualTo(Verification.VERIFIED);
        assertThat(acquirer.parse(owner, call)).singleElement().satisfies(event -> {
            assertThat(event.orderId()).isEqualTo("7");
            assertThat(event.hintOnly()).isTrue();
        });
        assertThat(acquirer.acknowledge(owner, call, Acknowledgement.ACCEPTED).body())
                .isEqualTo("OK7");
    }

    @ParameterizedTest
    @CsvSource({"10.00, ''", "10.00, 7a", "'10,00', 7", "10.00000000001, 7", "'', 7"})
    void a_right_signature_over_what_we_cannot_read_only_makes_us_ask(String sum, String number) {
        var owner = accountOf("school", "x", "password#2");
        var right = result(sum, number, BankSeal.hex("MD5", sum + ":" + number + ":password#2"));

        assertThat(acquirer.verify(owner, right)).isEqualTo(Verification.NEEDS_QUERY);
        assertThat(acquirer.parse(owner, right))
                .singleElement()
                .satisfies(event -> assertThat(event.hintOnly()).isTrue());
        assertThat(acquirer.verify(owner, result(sum, number, BankSeal.hex("MD5", "forged"))))
                .isEqualTo(Verification.REJECTED);
    }

    @Test
    void a_test_payment_on_a_live_account_is_no_money_of_it() {
        var form = FormFields.of("OutSum", "10.00", "InvId", "7");

        assertThat(acquirer.parse(account, post(form.with("IsTest", "1")))
                        .get(0)
                        .live())
                .isFalse();
        assertThat(acquirer.parse(account, post(form.with("IsTest", "0")))
                        .get(0)
                        .live())
                .isTrue();
        assertThat(acquirer.parse(account, post(form)).get(0).live()).isTrue();
    }

    @Test
    void a_connection_test_is_passed_by_what_the_bank_documents_alone() {
        assertThat(tested("3")).isEqualTo(ConnectionReport.Verdict.OK);
        assertThat(tested("2")).isEqualTo(ConnectionReport.Verdict.CREDENTIALS_REFUSED);
        assertThat(tested("1000")).isEqualTo(ConnectionReport.Verdict.UNCLEAR);
    }

    @Test
    @DisplayName("a refund that Robokassa gave no number can only be looked for by a person")
    void a_refund_without_a_number_is_unknown() {
        var state = BankDocuments.sample("robokassa", "response", "opState.100").asText();
        var answering = newAcquirer(
                call -> HttpAnswer.of(
                        200, call.method().equals("GET") ? state : "{\"success\":true,\"requestId\":null}"),
                clock);

        assertThat(answering.refund(account, refund(null)).status()).isEqualTo(RefundOutcome.Status.UNKNOWN);
    }

    @Test
    void the_state_of_another_refund_says_nothing_of_ours() {
        var answering =
                newAcquirer(call -> HttpAnswer.of(200, "{\"requestId\":\"other\",\"label\":\"finished\"}"), clock);

        assertThat(answering.queryRefund(account, refund("ours")).status()).isEqualTo(RefundOutcome.Status.UNKNOWN);
    }

    private ConnectionReport.Verdict tested(String code) {
        return newAcquirer(
                        call -> HttpAnswer.of(
                                200,
                                "<OperationStateResponse xmlns=\"http://merchant.roboxchange.com/WebService/\"><Result>"
                                        + "<Code>" + code + "</Code></Result></OperationStateResponse>"),
                        clock)
                .test(account)
                .verdict();
    }

    private RawWebhook result(String sum, String number, String signature) {
        return post(FormFields.of("OutSum", sum, "InvId", number, "SignatureValue", signature));
    }

    @Test
    void every_declared_digest_exists() {
        var hash = acquirer.profile().settings().stream()
                .filter(field -> field.name().equals("hash"))
                .findFirst()
                .orElseThrow();
        assertThat(hash.options())
                .allSatisfy(name ->
                        assertThat(RobokassaSignature.hash(name, "text")).isNotEmpty());
    }

    private RefundRequest refund(@org.jspecify.annotations.Nullable String id) {
        return new RefundRequest(
                "r1",
                new PaymentRef(order(1), order(1)),
                price(),
                Money.of("0", "RUB"),
                Money.of("300.00", "RUB"),
                id,
                null);
    }

    private Acquirer answering(JsonNode sample) {
        return newAcquirer(call -> HttpAnswer.of(200, sample.asText()), clock);
    }

    private static FormFields form(JsonNode params) {
        var form = FormFields.of();
        for (var field : params.properties()) {
            form = form.with(field.getKey(), field.getValue().asText());
        }
        return form;
    }

    private RawWebhook post(FormFields form) {
        return new RawWebhook(
                "POST", "", "", Map.of(), form.encode().getBytes(StandardCharsets.UTF_8), "192.0.2.1", clock.now());
    }

    private static MerchantAccount accountOf(String login, String password1, String password2) {
        return new MerchantAccount(
                new MerchantAccountId(1),
                new BranchId(1),
                "robokassa",
                "Robokassa",
                "key",
                true,
                true,
                Map.of(
                        "merchantLogin", login,
                        "password1", password1,
                        "password2", password2,
                        "password3", "password-three"));
    }
}
