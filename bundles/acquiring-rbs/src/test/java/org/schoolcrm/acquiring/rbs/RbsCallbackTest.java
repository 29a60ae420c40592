package org.schoolcrm.acquiring.rbs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.CreatePayment;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.testkit.BankDocuments;
import org.schoolcrm.acquiring.testkit.BankSeal;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** What the contract and the given documents leave open: unusual callbacks, the bank's key, refunds in doubt. */
class RbsCallbackTest {

    private static final String KEY = "testkey-1";
    private static final String PAID = "amount=150000&mdOrder=1&operation=deposited&orderNumber=INV-1&status=1";

    private final List<HttpCall> calls = new ArrayList<>();
    private String status = "";

    private final RbsAcquirer acquirer = new RbsAcquirer(this::answer);
    private final MerchantAccount account = accountWith(Map.of("callbackKey", KEY));

    @Test
    @DisplayName("a semicolon in a value makes us ask, because it could hide a parameter; a wrong checksum is refused")
    void a_semicolon_in_a_value_only_makes_us_ask() {
        var call = "amount=150000&mdOrder=1&operation=deposited&orderDescription=a%3Bb&orderNumber=INV-1&status=1"
                + "&checksum=D4F57E583990E832095326764A053E09DBA73B35CBFC9D4541927195BAA8E259";

        assertThat(verified(call)).isEqualTo(Verification.NEEDS_QUERY);
        assertThat(parsed(call).orderId()).isEqualTo("INV-1");
        assertThat(verified(call.replace("150000", "150001"))).isEqualTo(Verification.REJECTED);
    }

    @Test
    void the_order_under_both_of_its_names_is_one_order() {
        var call = "amount=150000&mdOrder=1&mdorder=1&operation=deposited&orderNumber=INV-1&status=1"
                + "&checksum=5D58D5AFBA739CDCEDDDFE032E8B372760B89BB7D21B55E73148D5309A5C9C16";

        assertThat(verified(call)).isEqualTo(Verification.VERIFIED);
        assertThat(parsed(call).providerId()).isEqualTo("1");
        assertThat(parsed(call).hintOnly()).isFalse();
        assertThat(parsed(call).amount()).isEqualTo(Money.of("1500.00", "RUB"));
    }

    @Test
    void two_orders_in_one_call_only_make_us_ask() {
        assertThat(parsed(PAID + "&mdorder=2").hintOnly()).isTrue();
        var twice = "amount;150000;mdOrder;1;operation;deposited;orderNumber;INV-1;status;1;status;0;";
        assertThat(verified(PAID + "&status=0&checksum=" + BankSeal.hex(BankSeal.hmacSha256(KEY, twice))))
                .isEqualTo(Verification.NEEDS_QUERY);
    }

    @Test
    void a_signed_call_about_an_order_is_never_without_news() {
        assertThat(parsed("orderNumber=INV-1").hintOnly()).isTrue();
        assertThat(parsed("mdOrder=1&status=1").hintOnly()).isTrue();
        assertThat(parsed("orderNumber=INV-1&operation=deposited&status=1&amount=150000")
                        .hintOnly())
                .isTrue();
    }

    @Test
    void what_was_taken_counts_before_what_was_registered() {
        var part = parsed(PAID + "&depositedAmount=100000");

        assertThat(part.hintOnly()).isFalse();
        assertThat(part.amount()).isEqualTo(Money.of("1000.00", "RUB"));
        assertThat(parsed(PAID + "&depositedAmount=0").hintOnly()).isTrue();
        assertThat(parsed(PAID + "&depositedAmount=many").hintOnly()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"978", "EUR", "840", "0", "null"})
    void another_currency_only_makes_us_ask(String currency) {
        assertThat(parsed(PAID + "&currency=" + currency).hintOnly()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"643", "810", "RUB"})
    void roubles_are_roubles_whatever_the_bank_calls_them(String currency) {
        assertThat(parsed(PAID + "&currency=" + currency).hintOnly()).isFalse();
    }

    @Test
    @DisplayName("a reversal takes the whole payment back, whether the bank calls or is asked")
    void a_reversal_takes_the_whole_payment_back() {
        var reversed = PAID.replace("deposited", "reversed");

        assertThat(parsed(reversed).stage()).isEqualTo(Stage.REVERSED);
        assertThat(parsed(reversed).hintOnly()).isFalse();
        assertThat(parsed(reversed + "&depositedAmount=50000").hintOnly()).isTrue();
        assertThat(parsed(reversed.replace("status=1", "status=0")).hintOnly()).isTrue();
        status = "{\"errorCode\":\"0\",\"orderStatus\":3,\"amount\":150000,\"paymentAmountInfo\":"
                + "{\"paymentState\":\"REVERSED\",\"approvedAmount\":0,\"depositedAmount\":0,\"refundedAmount\":0}}";
        assertThat(acquirer.query(account, new PaymentRef("INV-1", "1")).stage())
                .isEqualTo(Stage.REVERSED);
    }

    @Test
    @DisplayName("asks again 36 hours and 30 days after the money came, because reversals need not be reported")
    void asks_again_after_the_money_came() {
        assertThat(acquirer.profile().pollPlan().afterCapture())
                .containsExactly(Duration.ofHours(36), Duration.ofDays(30));
    }

    @Test
    void the_banks_key_may_come_in_a_certificate() throws IOException {
        var vector = certificate();
        var owner = accountWith(
                Map.of("callbackPublicKey", vector.get("certificatePem").asText()));
        var call = vector.get("query").asText() + "&checksum="
                + vector.get("checksum").asText();

        assertThat(acquirer.verify(owner, get(call))).isEqualTo(Verification.VERIFIED);
        assertThat(acquirer.verify(owner, get(call.replace("150000", "150001"))))
                .isEqualTo(Verification.REJECTED);
        assertThat(acquirer.problemsOf(owner.settings())).doesNotContain("callbackPublicKey");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "мусор",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
                "-----BEGIN RSA PUBLIC KEY-----\nMEgCQQ==\n-----END RSA PUBLIC KEY-----"
            })
    void a_key_that_cannot_be_read_is_neither_saved_nor_found_good(String pem) {
        var owner = accountWith(Map.of("callbackPublicKey", pem));

        assertThat(acquirer.problemsOf(owner.settings())).containsExactly("callbackPublicKey");
        assertThat(acquirer.test(owner).verdict()).isEqualTo(Verdict.SETTINGS_INVALID);
        assertThat(acquirer.test(owner).detail()).isEqualTo("callbackPublicKey");
        assertThat(calls).isEmpty();
        assertThat(acquirer.verify(owner, get(PAID + "&checksum=00"))).isEqualTo(Verification.REJECTED);
    }

    @Test
    void a_key_of_another_kind_is_not_saved() throws IOException {
        var elliptic = certificate().get("ellipticCertificatePem").asText();

        assertThat(acquirer.problemsOf(
                        accountWith(Map.of("callbackPublicKey", elliptic)).settings()))
                .containsExactly("callbackPublicKey");
        var published = BankDocuments.vectors("rbs").stream()
                .map(vector -> vector.path("publicKeyPem").asText())
                .filter(pem -> !pem.isEmpty());
        assertThat(published)
                .isNotEmpty()
                .allSatisfy(pem -> assertThat(acquirer.problemsOf(
                                accountWith(Map.of("callbackPublicKey", pem)).settings()))
                        .isEmpty());
    }

    @Test
    void an_address_or_certificates_that_cannot_be_read_are_not_saved() {
        assertThat(acquirer.problemsOf(
                        accountWith(Map.of("host", "https://a b/")).settings()))
                .containsExactly("host");
        assertThat(acquirer.problemsOf(accountWith(Map.of("trust", "мусор")).settings()))
                .containsExactly("trust");
    }

    @Test
    void a_connection_test_is_passed_by_what_the_bank_documents_alone() {
        status = "{\"errorCode\":\"6\",\"errorMessage\":\"Заказ не найден\"}";
        assertThat(acquirer.test(account).verdict()).isEqualTo(Verdict.OK);
        status = "{\"errorCode\":\"7\",\"errorMessage\":\"Системная ошибка\"}";
        assertThat(acquirer.test(account).verdict()).isEqualTo(Verdict.UNCLEAR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://bank.example/new/a b", "ftp://bank.example/", "", "https://bank.example/%zz"})
    void a_form_that_is_no_address_leaves_the_order_unknown(String form) {
        status = "{\"orderId\":\"1\",\"formUrl\":\"" + form + "\"}";

        assertThat(acquirer.create(account, payment()).stage()).isEqualTo(Stage.UNKNOWN);
    }

    @Test
    @DisplayName("null in an answer is no word: neither an order called null nor money without an amount")
    void null_is_no_word() {
        status = "{\"errorCode\":null,\"orderId\":null,\"formUrl\":\"https://bank.example/\"}";
        assertThat(acquirer.create(account, payment()).stage()).isEqualTo(Stage.UNKNOWN);
        status = "{\"errorCode\":\"0\",\"orderStatus\":2,\"amount\":null,\"attributes\":[{\"name\":\"mdOrder\","
                + "\"value\":null}],\"paymentAmountInfo\":null}";
        assertThat(acquirer.query(account, new PaymentRef("INV-1", null)).stage())
                .isEqualTo(Stage.UNKNOWN);
        assertThat(acquirer.query(account, new PaymentRef("INV-1", "1")).stage())
                .isEqualTo(Stage.UNKNOWN);
    }

    @Test
    @DisplayName("a refund from the dashboard is not ours, although as much went back as ours would have been")
    void a_refund_of_others_is_not_ours() {
        status = paidWithRefund("", 50_000);
        assertThat(acquirer.queryRefund(account, refund()).status()).isEqualTo(RefundOutcome.Status.PENDING);
        assertThat(calls).anySatisfy(call -> assertThat(call.uri().getPath()).endsWith("refund.do"));
        calls.clear();
        status = paidWithRefund("r1", 30_000);
        assertThat(acquirer.queryRefund(account, refund()).status()).isEqualTo(RefundOutcome.Status.DONE);
        assertThat(calls).noneSatisfy(call -> assertThat(call.uri().getPath()).endsWith("refund.do"));
    }

    @Test
    void an_accepted_refund_that_did_not_go_back_yet_is_not_done() {
        status = paidWithRefund("", 0);

        assertThat(acquirer.refund(account, refund()).status()).isEqualTo(RefundOutcome.Status.PENDING);
    }

    private static String paidWithRefund(String key, int minor) {
        var list = minor == 0 ? "" : "{\"externalRefundId\":\"" + key + "\",\"amount\":" + minor + "}";
        return "{\"errorCode\":\"0\",\"orderStatus\":2,\"amount\":150000,\"currency\":\"643\",\"refunds\":[" + list
                + "],\"paymentAmountInfo\":{\"approvedAmount\":150000,\"depositedAmount\":150000,\"refundedAmount\":"
                + minor + "}}";
    }

    private static RefundRequest refund() {
        return new RefundRequest(
                "r1",
                new PaymentRef("INV-1", "1"),
                Money.of("1500.00", "RUB"),
                Money.of("0", "RUB"),
                Money.of("300.00", "RUB"),
                null,
                null);
    }

    private HttpAnswer answer(HttpCall call) {
        calls.add(call);
        return HttpAnswer.of(200, status);
    }

    private Verification verified(String query) {
        return acquirer.verify(account, get(query));
    }

    private ProviderEvent parsed(String query) {
        var events = acquirer.parse(account, get(query));
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static CreatePayment payment() {
        return new CreatePayment(
                "INV-1",
                Money.of("1500.00", "RUB"),
                "1-2026-000001",
                URI.create("https://school.example/i/token/back"),
                URI.create("https://school.example/hooks/rbs/key"),
                Instant.EPOCH);
    }

    private static RawWebhook get(String query) {
        return new RawWebhook("GET", "", query, Map.of(), new byte[0], "192.0.2.1", Instant.EPOCH);
    }

    private static JsonNode certificate() throws IOException {
        try (var file = RbsCallbackTest.class.getResourceAsStream("certificate.json")) {
            return new ObjectMapper().readTree(file);
        }
    }

    private static MerchantAccount accountWith(Map<String, String> more) {
        var settings = new HashMap<>(more);
        settings.put("userName", "school-api");
        settings.put("password", "secret-password");
        return new MerchantAccount(
                new MerchantAccountId(1), new BranchId(1), "rbs", "Сбербанк", "key", true, true, settings);
    }
}
