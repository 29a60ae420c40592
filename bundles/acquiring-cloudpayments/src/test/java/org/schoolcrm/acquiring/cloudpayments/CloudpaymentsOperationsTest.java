package org.schoolcrm.acquiring.cloudpayments;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.CreatePayment;
import org.schoolcrm.acquiring.spi.PaymentMethod;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** CloudPayments tells of one operation at a time, and not always of the one that was meant. */
class CloudpaymentsOperationsTest {

    private static final Money PAID = Money.of("1500.00", "RUB");
    private static final String REFUND =
            transaction(568, "300.00", "Completed", "\"Type\":1,\"OriginalTransactionId\":666");
    private static final String PAYMENT = transaction(666, "1500.00", "Completed", "\"Type\":0,\"CardType\":\"Visa\"");

    private final Map<String, Deque<HttpAnswer>> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final CloudpaymentsAcquirer acquirer = new CloudpaymentsAcquirer(this::answer);
    private final MerchantAccount account = new MerchantAccount(
            new MerchantAccountId(1),
            new BranchId(1),
            "cloudpayments",
            "CloudPayments",
            "key",
            true,
            true,
            Map.of("publicId", "pk", "apiSecret", "pass"));

    @Test
    @DisplayName("a refund that is found by the order's number is no payment: the payment itself is asked about")
    void a_refund_is_no_payment() {
        answer("find", REFUND);
        answer("get", PAYMENT);

        var outcome = query("666");

        assertThat(outcome.captured()).isEqualTo(PAID);
        assertThat(outcome.providerId()).isEqualTo("666");
        assertThat(asked).containsExactly("find", "get");
    }

    @Test
    void a_payment_that_we_never_heard_of_is_found_behind_its_refund() {
        answer("find", REFUND);
        answer("get", PAYMENT);

        assertThat(query(null).captured()).isEqualTo(PAID);
    }

    @Test
    void a_refund_whose_payment_does_not_answer_proves_nothing() {
        answer("find", REFUND);
        answer("get", "{\"Success\":false,\"Message\":null}");

        assertThat(query("666").stage()).isEqualTo(Stage.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"Type\":1', o1",
        "'\"Type\":2', o1",
        "'\"Type\":\"Refund\"', o1",
        "'\"OriginalTransactionId\":5', o1",
        "'\"Type\":0', another",
        "'\"Type\":0', ''"
    })
    void what_is_no_payment_of_the_order_is_no_news_of_one(String more, String order) {
        answer("find", transaction(568, "300.00", "Completed", more).replace("\"o1\"", "\"" + order + "\""));
        answer("get", transaction(568, "300.00", "Completed", more).replace("\"o1\"", "\"" + order + "\""));

        assertThat(query("666").stage()).isEqualTo(Stage.UNKNOWN);
    }

    @Test
    @DisplayName("a later try that was declined does not hide the payment that we know")
    void a_later_try_does_not_hide_the_payment() {
        answer("find", transaction(9, "1500.00", "Declined", "\"Type\":0"));
        answer("get", PAYMENT);

        assertThat(query("666").captured()).isEqualTo(PAID);
    }

    @Test
    void of_several_tries_without_money_the_last_one_counts() {
        answer("find", transaction(9, "1500.00", "AwaitingAuthentication", "\"Type\":0"));
        answer("get", transaction(8, "1500.00", "Declined", "\"Type\":0"));

        assertThat(query("8").stage()).isEqualTo(Stage.PENDING);
    }

    @Test
    void while_the_known_payment_does_not_answer_another_try_proves_nothing() {
        answer("find", transaction(9, "1500.00", "Declined", "\"Type\":0"));
        answers.computeIfAbsent("get", path -> new ArrayDeque<>()).add(HttpAnswer.noAnswer("silence"));

        assertThat(query("666").stage()).isEqualTo(Stage.UNKNOWN);
    }

    @Test
    @DisplayName("a declined payment whose answer says Success false is declined; nothing else is taken from such")
    void a_declined_payment_is_declined() {
        answer("find", transaction(9, "120.00", "Declined", "\"Type\":0").replace("true", "false"));
        assertThat(query(null).stage()).isEqualTo(Stage.FAILED);

        answer("find", PAYMENT.replace("\"Success\":true", "\"Success\":false"));
        assertThat(query(null).stage()).isEqualTo(Stage.UNKNOWN);
    }

    @Test
    @DisplayName("a refund by card is done when its operation is completed")
    void a_refund_by_card_is_done() {
        answer("refund", "{\"Model\":{\"TransactionId\":568},\"Success\":true}");
        answer("get", transaction(568, "300.00", "Completed", "\"Type\":1,\"CardType\":\"Visa\""));

        var refund = acquirer.refund(account, refund(null));

        assertThat(refund.status()).isEqualTo(RefundOutcome.Status.DONE);
        assertThat(refund.providerRefundId()).isEqualTo("568");
    }

    @Test
    @DisplayName("a refund by SBP is pending until CloudPayments has decided")
    void a_refund_by_sbp_is_pending() {
        answer("refund", "{\"Model\":{\"TransactionId\":568},\"Success\":true}");
        answer("get", transaction(568, "300.00", "Completed", "\"Type\":1,\"CardType\":null"));
        assertThat(acquirer.refund(account, refund(null)).status()).isEqualTo(RefundOutcome.Status.PENDING);

        answer("get", transaction(568, "300.00", "AwaitingAuthentication", "\"Type\":1"));
        assertThat(acquirer.queryRefund(account, refund("568")).status()).isEqualTo(RefundOutcome.Status.PENDING);
        answer("get", transaction(568, "300.00", "Declined", "\"Type\":1"));
        assertThat(acquirer.queryRefund(account, refund("568")).status()).isEqualTo(RefundOutcome.Status.REFUSED);
        answer("get", transaction(568, "300.00", "Completed", "\"Type\":1"));
        assertThat(acquirer.queryRefund(account, refund("568")).status()).isEqualTo(RefundOutcome.Status.DONE);
    }

    @Test
    void what_is_not_our_refund_says_nothing_of_it() {
        answer("get", PAYMENT.replace("666", "568"));
        assertThat(acquirer.queryRefund(account, refund("568")).status()).isEqualTo(RefundOutcome.Status.UNKNOWN);
        answer("get", transaction(569, "300.00", "Completed", "\"Type\":1"));
        assertThat(acquirer.queryRefund(account, refund("568")).status()).isEqualTo(RefundOutcome.Status.UNKNOWN);
        answer("get", transaction(568, "300.00", "Completed", "\"Type\":1,\"OriginalTransactionId\":777"));
        assertThat(acquirer.queryRefund(account, refund("568")).status()).isEqualTo(RefundOutcome.Status.UNKNOWN);
    }

    @Test
    @DisplayName("null in an answer is no word: neither a payment nor a refund is called null")
    void null_is_no_word() {
        answer("find", "{\"Success\":true,\"Model\":{\"TransactionId\":null,\"Status\":\"Completed\"}}");
        assertThat(query(null).stage()).isEqualTo(Stage.UNKNOWN);
        answer("refund", "{\"Success\":true,\"Model\":{\"TransactionId\":null}}");
        assertThat(acquirer.refund(account, refund(null)).status()).isEqualTo(RefundOutcome.Status.UNKNOWN);
        answer("refund", "{\"Success\":false,\"Message\":null}");
        assertThat(acquirer.refund(account, refund(null)).detail()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://orders.cloudpayments.ru/d/a b", "not an address", ""})
    void a_form_that_is_no_address_leaves_the_order_unknown(String form) {
        answer("create", "{\"Success\":true,\"Model\":{\"Id\":\"1\",\"Url\":\"" + form + "\"}}");

        assertThat(acquirer.create(account, payment()).stage()).isEqualTo(Stage.UNKNOWN);
    }

    @Test
    void an_address_or_certificates_that_cannot_be_read_are_not_saved() {
        var settings = Map.of("publicId", "pk", "apiSecret", "pass", "host", "https://a b/", "trust", "мусор");

        assertThat(acquirer.problemsOf(settings)).containsExactlyInAnyOrder("host", "trust");
    }

    private PaymentOutcome query(@Nullable String known) {
        return acquirer.query(account, new PaymentRef("o1", known));
    }

    private static RefundRequest refund(@Nullable String number) {
        return new RefundRequest(
                "r1", new PaymentRef("o1", "666"), PAID, Money.of("0", "RUB"), Money.of("300.00", "RUB"), number, null);
    }

    private static CreatePayment payment() {
        return new CreatePayment(
                "o1",
                PAID,
                "1-2026-000001",
                URI.create("https://school.example/i/token/back"),
                URI.create("https://school.example/hooks/cloudpayments/key"),
                Instant.EPOCH,
                false,
                PaymentMethod.ANY,
                "ru",
                null);
    }

    private static String transaction(int id, String amount, String status, String more) {
        return "{\"Success\":true,\"Message\":null,\"Model\":{\"TransactionId\":" + id + ",\"Amount\":" + amount
                + ",\"Currency\":\"RUB\",\"InvoiceId\":\"o1\",\"Status\":\"" + status + "\"," + more + "}}";
    }

    /** To calls whose path ends so, one after the other. */
    private void answer(String path, String document) {
        answers.computeIfAbsent(path, any -> new ArrayDeque<>()).add(HttpAnswer.of(200, document));
    }

    private HttpAnswer answer(HttpCall call) {
        var path = call.uri().getPath();
        var last = path.substring(path.lastIndexOf('/') + 1);
        asked.add(last);
        var left = answers.getOrDefault(last, new ArrayDeque<>());
        return left.isEmpty() ? HttpAnswer.noAnswer("not expected") : left.remove();
    }
}
