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
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.spi.Verification;
import org.schoolcrm.acquiring.testkit.AcquirerContract;
import org.schoolcrm.acquiring.testkit.BankForm;
import org.schoolcrm.acquiring.testkit.BankSeal;
import org.schoolcrm.acquiring.testkit.SimulatedBank;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Clock;
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
                    boolean valid = vector.get("expectValid").asBoolean();

                    assertThat(acquirer.verify(owner, post(fields)) == Verification.VERIFIED)
                            .isEqualTo(valid);
                    var answer = acquirer.acknowledge(owner, post(fields), Acknowledgement.ACCEPTED);
                    assertThat(answer.body())
                            .isEqualTo(valid ? vector.get("ack").asText() : "Hash mismatch");
                }));
    }

    @Test
    @DisplayName("digits moved from the number into the sum, which the digest does not notice, credit nothing")
    void digits_moved_into_the_sum_only_make_us_ask() {
        var genuine = BankForm.read(
                        notifications(SimulatedBank.PaymentEvent.PAID).get(0).body())
                .fields();
        var moved = new LinkedHashMap<>(genuine);
        var id = genuine.get("id");
        moved.put("id", id.substring(0, id.length() - 1));
        moved.put("sum", id.substring(id.length() - 1) + genuine.get("sum"));

        assertThat(acquirer.verify(account, post(moved))).isEqualTo(Verification.VERIFIED);
        assertThat(acquirer.parse(account, post(moved))).allMatch(event -> event.hintOnly());
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
