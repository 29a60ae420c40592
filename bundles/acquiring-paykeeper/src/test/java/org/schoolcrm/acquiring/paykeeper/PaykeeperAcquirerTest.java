package org.schoolcrm.acquiring.paykeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.testkit.AcquirerContract;
import org.schoolcrm.acquiring.testkit.BankForm;
import org.schoolcrm.acquiring.testkit.BankSeal;
import org.schoolcrm.acquiring.testkit.SimulatedBank;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpExchange;

class PaykeeperAcquirerTest extends AcquirerContract {

    private static final String WORD = "secret-word";

    @Override
    protected SimulatedBank newBank(Clock clock) {
        return new SimulatedPaykeeper(clock, "demo", "demo-password", WORD);
    }

    @Override
    protected MerchantAccount newAccount() {
        return accountOf(WORD);
    }

    @Override
    protected Acquirer newAcquirer(HttpExchange http, Clock clock) {
        return new PaykeeperAcquirer(http);
    }

    /** The payer's address and the card's digits are not signed, and do not matter. */
    @Override
    protected boolean isWholeBodySigned() {
        return false;
    }

    @Override
    protected String acknowledgementOf(RawWebhook webhook) {
        return "OK " + BankSeal.hex("MD5", BankForm.read(webhook.body()).get("id") + WORD);
    }

    @TestFactory
    Stream<DynamicTest> verifies_every_vector_and_answers_with_the_right_digest() throws IOException {
        JsonNode vectors;
        try (var file = PaykeeperAcquirerTest.class.getResourceAsStream("vectors.json")) {
            vectors = new ObjectMapper().readTree(file).get("vectors");
        }
        return StreamSupport.stream(vectors.spliterator(), false)
                .map(vector -> dynamicTest(vector.get("id").asText(), () -> {
                    var fields = new LinkedHashMap<String, String>();
                    vector.get("params")
                            .properties()
                            .forEach(field ->
                                    fields.put(field.getKey(), field.getValue().asText()));
                    var owner = accountOf(vector.get("secret").asText());
                    boolean asked = vector.path("expectQuery").asBoolean();
                    boolean valid = vector.get("expectValid").asBoolean() || asked;

                    assertThat(acquirer.verify(owner, post(fields)))
                            .isEqualTo(
                                    asked
                                            ? Verification.NEEDS_QUERY
                                            : valid ? Verification.VERIFIED : Verification.REJECTED);
                    var answer = acquirer.acknowledge(owner, post(fields), Acknowledgement.ACCEPTED);
                    assertThat(answer.body())
                            .isEqualTo(valid ? vector.get("ack").asText() : "Hash mismatch");
                }));
    }

    @Test
    @DisplayName("digits moved from the number into the sum, which the digest does not notice, credit nothing")
    void digits_moved_into_the_sum_only_make_us_ask() {
        var genuine = genuine();
        var moved = new LinkedHashMap<>(genuine);
        var id = genuine.get("id");
        moved.put("id", id.substring(0, id.length() - 1));
        moved.put("sum", id.substring(id.length() - 1) + genuine.get("sum"));

        assertThat(acquirer.verify(account, post(moved))).isEqualTo(Verification.VERIFIED);
        assertThat(acquirer.parse(account, post(moved))).allMatch(event -> event.hintOnly());
    }

    @ParameterizedTest
    @CsvSource({
        "sum, orderid, 1500.0, 0order1.15000006",
        "sum, clientid, 1500.0, 0",
        "clientid, orderid, o, rder1.15000006",
        "clientid, orderid, order1, .15000006",
        "sum, clientid, 1500, .00"
    })
    @DisplayName("text moved between other fields, which the digest does not notice either, credits nobody")
    void text_moved_between_fields_only_makes_us_ask(String left, String right, String leftText, String rightText) {
        var moved = new LinkedHashMap<>(genuine());
        moved.put(left, leftText);
        moved.put(right, rightText);

        assertThat(acquirer.verify(account, post(moved))).isNotEqualTo(Verification.REJECTED);
        assertThat(acquirer.parse(account, post(moved)))
                .singleElement()
                .satisfies(event -> assertThat(
                                event.hintOnly() || event.unproven().contains(ProviderEvent.Unproven.NUMBER))
                        .isTrue());
    }

    @Test
    @DisplayName("a payer's name cannot become a part of the order's number, which tells its own length")
    void a_payers_name_cannot_become_a_part_of_the_order() {
        var named = new LinkedHashMap<>(genuine());
        named.put("clientid", "Petrov");
        var text = named.get("id") + named.get("sum") + "Petrov" + named.get("orderid");
        named.put("key", BankSeal.hex("MD5", text + WORD));
        var moved = new LinkedHashMap<>(named);
        moved.put("clientid", "");
        moved.put("orderid", "Petrov" + named.get("orderid"));

        assertThat(acquirer.parse(account, post(named))).singleElement().satisfies(event -> {
            assertThat(event.orderId()).isEqualTo(order(1));
            assertThat(event.hintOnly()).isFalse();
        });
        assertThat(acquirer.verify(account, post(moved))).isEqualTo(Verification.VERIFIED);
        assertThat(acquirer.parse(account, post(moved))).allMatch(event -> event.hintOnly());
    }

    @Test
    void a_bill_that_was_opened_before_order_numbers_told_their_length_is_asked_about() {
        var earlier = new LinkedHashMap<>(genuine());
        earlier.put("orderid", order(1) + ".150000");
        earlier.put("key", BankSeal.hex("MD5", earlier.get("id") + "1500.00" + earlier.get("orderid") + WORD));

        assertThat(acquirer.verify(account, post(earlier))).isEqualTo(Verification.VERIFIED);
        assertThat(acquirer.parse(account, post(earlier))).singleElement().satisfies(event -> {
            assertThat(event.orderId()).isEqualTo(order(1));
            assertThat(event.hintOnly()).isTrue();
        });
    }

    @Test
    @DisplayName("a right digest over a sum that we cannot read makes us ask, and is answered as PayKeeper expects")
    void a_sum_that_we_cannot_read_only_makes_us_ask() {
        var odd = new LinkedHashMap<>(genuine());
        odd.put("sum", "1500,00");
        odd.put("key", BankSeal.hex("MD5", odd.get("id") + "1500,00" + odd.get("orderid") + WORD));

        assertThat(acquirer.verify(account, post(odd))).isEqualTo(Verification.NEEDS_QUERY);
        assertThat(acquirer.parse(account, post(odd)))
                .singleElement()
                .satisfies(event -> assertThat(event.hintOnly()).isTrue());
        assertThat(acquirer.acknowledge(account, post(odd), Acknowledgement.ACCEPTED)
                        .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("our own acknowledgement, which is a digest with the secret word too, is no notification")
    void an_acknowledgement_is_no_notification() {
        var genuine = genuine();
        var digest = acquirer.acknowledge(account, post(genuine), Acknowledgement.ACCEPTED)
                .body()
                .substring("OK ".length());
        var id = genuine.get("id");
        var forged = Map.of("id", id.substring(0, 3), "sum", id.substring(3), "key", digest);

        assertThat(acquirer.verify(account, post(forged))).isEqualTo(Verification.NEEDS_QUERY);
    }

    @Test
    void of_an_order_that_is_not_ours_neither_sum_nor_number_is_proven() {
        var foreign = new LinkedHashMap<>(genuine());
        foreign.put("orderid", "shop-17");

        assertThat(acquirer.parse(account, post(foreign))).singleElement().satisfies(event -> {
            assertThat(event.hintOnly()).isFalse();
            assertThat(event.unproven())
                    .containsExactlyInAnyOrder(ProviderEvent.Unproven.AMOUNT, ProviderEvent.Unproven.NUMBER);
        });
    }

    @Test
    void a_payment_of_another_order_is_no_news_of_ours() {
        var opened = create(order(1));
        create(order(2));
        bank.simulate(order(1), SimulatedBank.PaymentEvent.PAID);
        bank.simulate(order(2), SimulatedBank.PaymentEvent.PAID);

        assertThat(query(order(1), opened).captured()).isEqualTo(price());
        assertThat(acquirer.query(account, new PaymentRef(order(1), bank.order(order(2)).paymentId))
                        .stage())
                .isEqualTo(Stage.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://demo.paykeeper.ru/", "demo.paykeeper.ru", "https://a b", "https://%zz"})
    void an_address_that_cannot_be_called_is_not_saved(String server) {
        var settings = new HashMap<>(account.settings());
        settings.put("server", server);

        assertThat(acquirer.problemsOf(settings)).containsExactly("server");
        assertThat(acquirer.test(withSettings(settings)).verdict())
                .isEqualTo(ConnectionReport.Verdict.SETTINGS_INVALID);
    }

    @Test
    @DisplayName("null in an answer is no word: no token, bill or payment is called null")
    void null_is_no_word() {
        var answering = newAcquirer(
                call -> HttpAnswer.of(
                        200,
                        call.uri().getPath().endsWith("/token/")
                                ? "{\"token\":\"t\"}"
                                : "{\"invoice_id\":null,\"invoice_url\":\"https://demo.paykeeper.ru/bill/1/\","
                                        + "\"status\":\"paid\",\"paymentid\":null}"),
                clock);

        assertThat(answering.create(account, payment(order(1))).stage()).isEqualTo(Stage.UNKNOWN);
        assertThat(answering.query(account, new PaymentRef(order(1), "bill:1")).stage())
                .isEqualTo(Stage.UNKNOWN);
    }

    private Map<String, String> genuine() {
        return BankForm.read(
                        notifications(SimulatedBank.PaymentEvent.PAID).get(0).body())
                .fields();
    }

    @Test
    void while_the_secret_word_is_changed_the_answer_is_signed_with_the_one_that_came() {
        var notification = notifications(SimulatedBank.PaymentEvent.PAID).get(0);
        var settings = new HashMap<>(account.settings());
        settings.put("secretWordPrevious", WORD);
        settings.put("secretWord", "newer");

        assertThat(acquirer.acknowledge(withSettings(settings), notification, Acknowledgement.ACCEPTED)
                        .body())
                .isEqualTo(acknowledgementOf(notification));
    }

    @Test
    void a_payment_gets_its_own_number_once_it_is_paid() {
        var opened = create(order(1));
        assertThat(opened.providerId()).startsWith("bill:");
        bank.simulate(order(1), SimulatedBank.PaymentEvent.PAID);

        assertThat(query(order(1), opened).providerId()).isEqualTo(bank.order(order(1)).paymentId);
    }

    @Test
    void an_unpaid_bill_is_revoked() {
        var opened = create(order(1));

        assertThat(acquirer.cancel(account, new PaymentRef(order(1), opened.providerId()))
                        .stage())
                .isEqualTo(Stage.CANCELLED);
        assertThat(query(order(1), opened).stage()).isEqualTo(Stage.EXPIRED);
    }

    @Test
    void a_refund_of_a_payment_known_by_its_bill_finds_the_payment() {
        var opened = create(order(1));
        bank.simulate(order(1), SimulatedBank.PaymentEvent.PAID);
        var order = new RefundRequest(
                "r1",
                new PaymentRef(order(1), opened.providerId()),
                price(),
                Money.of("0", "RUB"),
                Money.of("300.00", "RUB"),
                null,
                null);

        assertThat(acquirer.refund(account, order).status()).isEqualTo(RefundOutcome.Status.PENDING);
        assertThat(acquirer.queryRefund(account, order).refundedTotal()).isEqualTo(Money.of("300.00", "RUB"));
    }

    @Test
    void a_wrong_password_is_told_apart_from_a_server_that_is_down() {
        var settings = new HashMap<>(account.settings());
        settings.put("password", "wrong");

        assertThat(acquirer.test(withSettings(settings)).verdict().name()).isEqualTo("CREDENTIALS_REFUSED");
    }

    private RawWebhook post(Map<String, String> fields) {
        return new RawWebhook(
                "POST",
                "",
                "",
                Map.of(),
                BankForm.write(fields).getBytes(StandardCharsets.UTF_8),
                "192.0.2.1",
                clock.now());
    }

    private static MerchantAccount accountOf(String word) {
        return new MerchantAccount(
                new MerchantAccountId(1),
                new BranchId(1),
                "paykeeper",
                "PayKeeper",
                "key",
                true,
                true,
                Map.of(
                        "server", "https://demo.paykeeper.ru",
                        "user", "demo",
                        "password", "demo-password",
                        "secretWord", word));
    }
}
