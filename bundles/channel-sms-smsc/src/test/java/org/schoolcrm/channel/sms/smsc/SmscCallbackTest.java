package org.schoolcrm.channel.sms.smsc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolcrm.channel.spi.AcceptedMessage;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.DeliveryReceipt.Kind;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.TestAccount;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.wire.FormFields;

class SmscCallbackTest {

    private static final Instant NOW = Instant.parse("2026-09-01T06:00:00Z");

    private static final String STATUS_SHA1 = "1be3864e6e462d7a772421149a6dac79526295db";
    private static final String REPLY_SHA1 = "09e718c9e0313779387060f0949166e81e27fdae";

    private final SimulatedSmsc smsc = new SimulatedSmsc(MessageChannelContract.Provider.ACCEPTS);
    private final SmscChannel channel = new SmscChannel(smsc);
    private final ProviderAccount account = account(Map.of("apiKey", "key-1"));

    @Test
    void a_status_settles_the_message_whose_answer_was_lost() {
        var call = call("id", "1073741841", "phone", "79161234567", "status", "1", "err", "0", "ts", "1788246010");

        assertThat(channel.verify(account, call)).isEqualTo(Verification.VERIFIED);
        assertThat(channel.parse(account, call).receipts())
                .containsExactly(new DeliveryReceipt(
                        "1073741841:1",
                        "1073741841",
                        "o-17",
                        Kind.DELIVERED,
                        Cause.NONE,
                        "1",
                        Instant.ofEpochSecond(1788246010)));
    }

    @ParameterizedTest
    @CsvSource({
        "-3,, NONE",
        "-1,, NONE",
        "0,, NONE",
        "99,, NONE",
        "-2, UNDELIVERED, NONE",
        "1, DELIVERED, NONE",
        "2, READ, NONE",
        "3, UNDELIVERED, NONE",
        "4, READ, NONE",
        "20, UNDELIVERED, NONE",
        "22, UNDELIVERED, ADDRESS",
        "23, UNDELIVERED, POLICY",
        "24, UNDELIVERED, BALANCE",
        "25, UNDELIVERED, NONE"
    })
    void only_final_statuses_are_news(int status, Kind kind, Cause cause) {
        var receipt = SmscCallback.receipt("1", status, "", NOW);

        assertThat(receipt.map(DeliveryReceipt::kind).orElse(null)).isEqualTo(kind);
        assertThat(receipt.map(DeliveryReceipt::cause).orElse(Cause.NONE)).isEqualTo(cause);
    }

    @Test
    void a_stop_word_is_a_refusal_and_other_words_are_words() {
        var stop = call("id", "7", "phone", "79161234567", "mes", " стоп ", "to", "79037672215");
        var text = call("id", "8", "phone", "79161234567", "mes", "Спасибо!", "to", "79037672215");

        assertThat(channel.verify(account, stop)).isEqualTo(Verification.VERIFIED);
        assertThat(channel.parse(account, stop).inbound())
                .containsExactly(new InboundMessage("in:7", InboundMessage.Kind.STOP, "+79161234567", " стоп ", NOW));
        assertThat(channel.parse(account, text).inbound())
                .extracting(InboundMessage::kind)
                .containsExactly(InboundMessage.Kind.TEXT);
    }

    /** Computed from the rule with another implementation of SHA-1; SMSC.ru publishes no vector. */
    @Test
    void with_a_secret_word_only_signed_calls_are_believed() {
        var secret = account(Map.of("apiKey", "key-1", "secret", "new", "secretPrevious", "secret-word"));
        var status = new String[] {"id", "1073741841", "phone", "79161234567", "status", "1", "sha1", STATUS_SHA1};
        var reply = new String[] {"phone", "79161234567", "mes", "стоп", "to", "SMSC.RU", "sha1", REPLY_SHA1};

        assertThat(channel.verify(secret, call(status))).isEqualTo(Verification.VERIFIED);
        assertThat(channel.verify(secret, call(reply))).isEqualTo(Verification.VERIFIED);
        status[5] = "20";
        reply[3] = "старт";
        assertThat(channel.verify(secret, call(status))).isEqualTo(Verification.REJECTED);
        assertThat(channel.verify(secret, call(reply))).isEqualTo(Verification.REJECTED);
        assertThat(channel.verify(secret, call("id", "1", "status", "1"))).isEqualTo(Verification.REJECTED);
    }

    @Test
    void what_is_neither_a_status_nor_a_message_is_refused() {
        assertThat(channel.verify(account, call("id", "1"))).isEqualTo(Verification.REJECTED);
        assertThat(channel.verify(account, call("id", "1", "status", "x"))).isEqualTo(Verification.REJECTED);
        assertThat(channel.parse(account, call("status", "1")).receipts()).isEmpty();
    }

    @Test
    void messages_are_asked_about_by_number_and_phone_a_hundred_at_once() {
        var messages = IntStream.range(0, 101)
                .mapToObj(i -> new AcceptedMessage("o-" + i, "" + i, "+7916000" + i, NOW))
                .toList();
        channel.poll(account, messages);

        assertThat(smsc.calls()).hasSize(2);
        assertThat(new String(smsc.calls().get(1).body(), UTF_8))
                .isEqualTo("id=100%2C&phone=7916000100%2C&fmt=3&charset=utf-8&apikey=key-1");
    }

    @Test
    void an_answer_tells_when_it_happened_and_why() {
        var one = new AcceptedMessage("o-17", "1073741841", "+79161234567", NOW);

        assertThat(channel.poll(account, List.of(one)))
                .extracting(DeliveryReceipt::eventKey, DeliveryReceipt::kind, DeliveryReceipt::detail)
                .containsExactly(
                        tuple("1073741841:1", Kind.DELIVERED, "1"), tuple("32:25", Kind.UNDELIVERED, "25: err 248"));
    }

    @Test
    void a_trial_says_what_is_left_and_knows_the_sender() {
        assertThat(channel.balance(account)).contains(Money.of("510.30", "RUB"));
        assertThat(channel.test(account).detail()).isEqualTo("510.30 RUB");
        assertThat(channel.test(account(Map.of("apiKey", "k", "sender", "SCHOOL")))
                        .verdict())
                .isEqualTo(Verdict.OK);
        assertThat(channel.test(account(Map.of("apiKey", "k", "sender", "NOBODY")))
                        .verdict())
                .isEqualTo(Verdict.SETTINGS_INVALID);
        assertThat(new SmscChannel(new SimulatedSmsc(MessageChannelContract.Provider.REFUSES_US))
                        .test(account)
                        .verdict())
                .isEqualTo(Verdict.CREDENTIALS_REFUSED);
    }

    @Test
    void a_key_or_a_login_with_its_password_is_needed() {
        assertThat(channel.problemsOf(Map.of())).containsExactly("apiKey");
        assertThat(channel.problemsOf(Map.of("login", "a"))).containsExactly("password");
        assertThat(channel.problemsOf(Map.of("password", "b"))).containsExactly("login");
        assertThat(channel.problemsOf(Map.of("login", "a", "password", "b"))).isEmpty();
        assertThat(channel.problemsOf(Map.of("apiKey", "k", "address", "smsc.ru", "trust", "?")))
                .containsExactly("address", "trust");
    }

    private static ProviderAccount account(Map<String, String> settings) {
        return TestAccount.of("smsc", settings);
    }

    private static RawWebhook call(String... fields) {
        var body = FormFields.of(fields).encode().getBytes(UTF_8);
        return new RawWebhook("POST", "", "", Map.of(), body, "192.0.2.1", NOW);
    }
}
