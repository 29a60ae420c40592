package org.schoolcrm.acquiring.cloudpayments;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Currency;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.ProviderEvent.Kind;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.testkit.BankDocuments;
import org.schoolcrm.acquiring.testkit.BankSeal;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.runtime.api.HttpAnswer;

/** Notifications that say less than usual, or something else than their address. */
class CloudpaymentsNoticeTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String PAY =
            "TransactionId=666&Amount=1500.00&Currency=RUB&InvoiceId=o1&TestMode=0&Status=Completed";
    private static final String REFUND =
            "TransactionId=568&PaymentTransactionId=666&Amount=300.00&DateTime=2026-09-01+12%3a00%3a00&InvoiceId=o1";

    private final CloudpaymentsAcquirer acquirer = new CloudpaymentsAcquirer(call -> HttpAnswer.notSent("no bank"));
    private final MerchantAccount account = accountOf("pass");

    @Test
    @DisplayName("the digest over decoded text vouches for a text in which decoding makes no separator")
    void the_digest_over_decoded_text_vouches_for_plain_text() {
        var published = BankDocuments.vectors("cloudpayments").stream()
                .filter(vector -> vector.get("id").asText().equals("cp-pay-encoded"))
                .map(vector -> vector.get("rawBody").asText())
                .findFirst()
                .orElseThrow();

        assertThat(acquirer.verify(account, decodedSeal(published, published))).isEqualTo(Verification.VERIFIED);
        assertThat(acquirer.verify(account, decodedSeal(published, published + "x")))
                .isEqualTo(Verification.REJECTED);
    }

    @Test
    @DisplayName("fields split anew under the digest over decoded text only make us ask")
    void fields_split_anew_only_make_us_ask() {
        var genuine = "TransactionId=666&Amount=1.00&Currency=RUB&InvoiceId=o1&TestMode=0&Status=Completed"
                + "&Description=x%26Amount%3d1500.00";
        var forged = "TransactionId=666&Amount%3d1.00%26Currency=RUB&InvoiceId=o1&TestMode=0&Status=Completed"
                + "&Description=x&Amount=1500.00";

        assertThat(acquirer.verify(account, decodedSeal(genuine, forged))).isEqualTo(Verification.NEEDS_QUERY);
        assertThat(acquirer.verify(account, decodedSeal(genuine, genuine))).isEqualTo(Verification.NEEDS_QUERY);
        assertThat(acquirer.verify(account, decodedSeal(genuine, URLDecoder.decode(genuine, StandardCharsets.UTF_8))))
                .isEqualTo(Verification.NEEDS_QUERY);
        assertThat(acquirer.verify(account, exactSeal("pay", genuine))).isEqualTo(Verification.VERIFIED);
    }

    @Test
    void a_name_that_comes_twice_under_a_right_seal_only_makes_us_ask() {
        var twice = PAY + "&Amount=1.00";

        assertThat(acquirer.verify(account, exactSeal("pay", twice))).isEqualTo(Verification.NEEDS_QUERY);
        assertThat(parsed("pay", twice).hintOnly()).isTrue();
    }

    @Test
    @DisplayName("a question before the payment that can be read in two ways gives no leave to take money")
    void an_ambiguous_question_gives_no_leave() {
        var twice = exactSeal("check", PAY + "&Amount=1.00");

        assertThat(acquirer.verify(account, twice)).isEqualTo(Verification.NEEDS_QUERY);
        assertThat(acquirer.acknowledge(account, twice, Acknowledgement.IGNORED).body())
                .isEqualTo("{\"code\":13}");
    }

    @Test
    @DisplayName("a refund is in the currency of its payment, which the notification does not name")
    void a_refund_is_in_the_currency_of_its_payment() {
        var refund = parsed("refund", REFUND + "&OperationType=Refund");

        assertThat(refund.kind()).isEqualTo(Kind.REFUND);
        assertThat(refund.hintOnly()).isFalse();
        assertThat(refund.amount()).isNull();
        assertThat(refund.amountIn(Currency.getInstance("KZT"))).isEqualTo(Money.of("300.00", "KZT"));
        assertThat(parsed("refund", REFUND + "&Currency=EUR").amount()).isEqualTo(Money.of("300.00", "EUR"));
    }

    @ParameterizedTest
    @CsvSource({
        "Completed, REFUND, false",
        "Declined, REFUND_FAILED, false",
        "Cancelled, REFUND_FAILED, false",
        "AwaitingAuthentication, REFUND, true",
        "Something, REFUND, true"
    })
    void the_status_of_a_refund_says_how_it_ended(String status, Kind kind, boolean hint) {
        var refund = parsed("refund", REFUND + "&OperationType=Refund&PaymentMethod=Sbp&Status=" + status);

        assertThat(refund.kind()).isEqualTo(kind);
        assertThat(refund.hintOnly()).isEqualTo(hint);
        assertThat(refund.operationId()).isEqualTo("568");
        assertThat(refund.providerId()).isEqualTo("666");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pay", "confirm", "fail", "cancel"})
    @DisplayName("a refund or a payout at the address of payments is no news of a payment")
    void another_operation_is_no_news_of_a_payment(String type) {
        assertThat(parsed(type, PAY + "&OperationType=CardPayout").hintOnly()).isTrue();
        assertThat(parsed(type, REFUND + "&Currency=RUB&OperationType=Refund").hintOnly())
                .isTrue();
        assertThat(parsed(type, PAY + "&OperationType=Payment").hintOnly()).isFalse();
    }

    @Test
    void a_payment_at_the_address_of_refunds_is_no_refund() {
        assertThat(parsed("refund", PAY + "&OperationType=Payment").hintOnly()).isTrue();
    }

    @Test
    void a_payment_without_a_currency_only_makes_us_ask() {
        assertThat(parsed("pay", PAY.replace("&Currency=RUB", "")).hintOnly()).isTrue();
    }

    @Test
    void a_payment_without_its_number_only_makes_us_ask() {
        var unnumbered = parsed("pay", PAY.replace("TransactionId=666&", ""));

        assertThat(unnumbered.orderId()).isEqualTo("o1");
        assertThat(unnumbered.hintOnly()).isTrue();
    }

    @Test
    @DisplayName("null in a document is no word: money is not for an order called null")
    void null_is_no_word() {
        var body = "{\"TransactionId\":666,\"InvoiceId\":null,\"Amount\":1500.00,\"Currency\":\"RUB\","
                + "\"Status\":\"Completed\",\"TestMode\":false}";
        var call = webhook("pay", "application/json", Map.of("content-hmac", seal(body)), body);

        assertThat(acquirer.verify(account, call)).isEqualTo(Verification.VERIFIED);
        assertThat(acquirer.parse(account, call)).singleElement().satisfies(event -> {
            assertThat(event.orderId()).isEmpty();
            assertThat(event.stage()).isEqualTo(Stage.PAID);
        });
    }

    private ProviderEvent parsed(String type, String body) {
        var events = acquirer.parse(account, exactSeal(type, body));
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static RawWebhook exactSeal(String type, String body) {
        return webhook(type, FORM, Map.of("content-hmac", seal(body)), body);
    }

    /** The genuine text is sealed, and the other one sent. */
    private static RawWebhook decodedSeal(String genuine, String sent) {
        var seal = seal(URLDecoder.decode(genuine, StandardCharsets.UTF_8));
        return webhook("pay", FORM, Map.of("x-content-hmac", seal), sent);
    }

    private static String seal(String text) {
        return Base64.getEncoder().encodeToString(BankSeal.hmacSha256("pass", text));
    }

    private static RawWebhook webhook(String type, String contentType, Map<String, String> seals, String body) {
        var headers = new java.util.HashMap<>(seals);
        headers.put("content-type", contentType);
        return new RawWebhook(
                "POST", type, "", headers, body.getBytes(StandardCharsets.UTF_8), "192.0.2.1", Instant.EPOCH);
    }

    private static MerchantAccount accountOf(String secret) {
        return new MerchantAccount(
                new MerchantAccountId(1),
                new BranchId(1),
                "cloudpayments",
                "CloudPayments",
                "key",
                true,
                true,
                Map.of("publicId", "pk", "apiSecret", secret));
    }
}
