package org.schoolcrm.channel.sms.smsaero;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.channel.spi.AcceptedMessage;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.DeliveryReceipt.Kind;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.TestAccount;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpExchange;

class SmsaeroSendingTest {

    private static final Instant NOW = Instant.parse("2026-09-01T06:00:00Z");

    private final SimulatedSmsaero smsaero = new SimulatedSmsaero(MessageChannelContract.Provider.ACCEPTS);
    private final SmsaeroChannel channel = channel(smsaero);
    private final ProviderAccount account = account("SCHOOL");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"success\":false,\"message\":\"Not enough money\"}                             | HELD      | BALANCE",
                "402 | {\"success\":false,\"message\":\"Payment required\"}                             | HELD      | BALANCE",
                "200 | {\"result\":\"no credits\"}                                                      | HELD      | BALANCE",
                "401 | {\"success\":false,\"message\":\"invalid credentials\"}                          | HELD      | AUTH",
                "403 | {\"success\":false,\"message\":\"Forbidden\"}                                    | HELD      | AUTH",
                "400 | {\"success\":false,\"message\":\"Validation error.\",\"data\":{\"sign\":[\"x\"]}}   | HELD      | SENDER",
                "400 | {\"success\":false,\"message\":\"Validation error.\",\"data\":{\"number\":[\"x\"]}} | REJECTED  | ADDRESS",
                "400 | {\"success\":false,\"message\":\"Validation error.\",\"data\":{\"text\":[\"x\"]}}   | REJECTED  | CONTENT",
                "200 | {\"result\":\"reject\",\"reason\":\"incorrect number\"}                          | REJECTED  | ADDRESS",
                "200 | {\"result\":\"reject\",\"reason\":\"empty text field\"}                          | REJECTED  | CONTENT",
                "200 | {\"success\":false,\"message\":\"Something else\"}                               | RETRYABLE | NONE",
                "429 | {\"success\":false,\"message\":\"Too many requests\"}                            | THROTTLED | PROVIDER_BUSY",
                "500 | {\"success\":false,\"message\":\"Internal error\"}                               | UNCERTAIN | NONE"
            })
    void every_refusal_has_its_outcome(int status, String body, SendOutcome.Kind kind, Cause cause) {
        var outcome = send(HttpAnswer.of(status, body));

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.cause()).isEqualTo(cause);
    }

    @Test
    void an_accepted_message_has_its_number() {
        assertThat(send(SimulatedSmsaero.data("{\"id\":12345,\"status\":0,\"extendStatus\":\"queue\"}")))
                .isEqualTo(SendOutcome.accepted("12345"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{}",
                "[]",
                "{\"success\":true}",
                "{\"success\":true,\"data\":null}",
                "{\"success\":true,\"data\":{}}",
                "{\"data\":{\"id\":1}}",
                "{\"success\":null}"
            })
    void success_that_cannot_be_read_is_uncertain(String body) {
        assertThat(send(HttpAnswer.of(200, body)).kind()).isEqualTo(SendOutcome.Kind.UNCERTAIN);
    }

    @Test
    void the_key_and_the_address_of_calls_join_on_the_wire_only() {
        var composed = channel.compose(account, draft("Счёт"));
        channel.send(account, new SendRequest("o-17", "+79161234567", composed), () -> true);

        assertThat(new String(composed.bytes(), UTF_8))
                .isEqualTo("{\"number\":\"79161234567\",\"sign\":\"SCHOOL\",\"text\":\"Счёт\"}");
        var call = smsaero.calls().get(0);
        assertThat(call.uri()).hasToString("https://gate.smsaero.ru/v2/sms/send");
        assertThat(new String(call.body(), UTF_8))
                .isEqualTo(
                        "{\"number\":\"79161234567\",\"sign\":\"SCHOOL\",\"text\":\"Счёт\","
                                + "\"callbackFormat\":\"JSON\",\"callbackUrl\":\"https://school.test/hooks/messages/smsaero/hook-1\"}");
        assertThat(call.headers()).containsEntry("Authorization", "Basic b2ZmaWNlQHNjaG9vbC50ZXN0OmtleS0x");
    }

    @Test
    void texts_have_two_to_640_characters() {
        assertThat(channel.compose(account, draft("ы".repeat(640))).bytes()).isNotEmpty();
        for (var text : List.of("ы".repeat(641), "ы")) {
            assertThatThrownBy(() -> channel.compose(account, draft(text))).isInstanceOf(CompositionException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,", "1, DELIVERED", "2, UNDELIVERED", "3,", "4,", "6, UNDELIVERED", "8,", "99,"})
    void calls_are_read_as_a_document_and_as_a_form(int status, Kind kind) {
        for (var body : List.of(
                "{\"id\":12345,\"status\":%d,\"extendStatus\":\"words\",\"dateAnswer\":1719115825}".formatted(status),
                "id=12345&status=%d&extendStatus=words&dateAnswer=1719115825".formatted(status))) {
            var call = call(body);

            assertThat(channel.verify(account, call)).isEqualTo(Verification.VERIFIED);
            assertThat(channel.parse(account, call).receipts())
                    .isEqualTo(
                            kind == null
                                    ? List.of()
                                    : List.of(new DeliveryReceipt(
                                            "12345:" + status,
                                            "12345",
                                            null,
                                            kind,
                                            Cause.NONE,
                                            status + ": words",
                                            Instant.ofEpochSecond(1719115825))));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "id=1", "status=1", "{\"id\":\"x\",\"status\":1}", "{\"id\":1,\"status\":\"done\"}"})
    void what_tells_no_status_is_refused(String body) {
        assertThat(channel.verify(account, call(body))).isEqualTo(Verification.REJECTED);
        assertThat(channel.parse(account, call(body)).receipts()).isEmpty();
    }

    @Test
    void messages_are_asked_about_one_by_one() {
        var receipts = channel.poll(
                account,
                List.of(
                        new AcceptedMessage("o-1", "12345", "+79161234567", NOW),
                        new AcceptedMessage("o-2", "12346", "+79161234567", NOW),
                        new AcceptedMessage("o-3", "99999", "+79161234567", NOW)));

        assertThat(smsaero.calls()).hasSize(3);
        assertThat(receipts).extracting(DeliveryReceipt::eventKey).containsExactly("12345:1");
    }

    @Test
    void a_trial_says_what_is_left_and_knows_the_sign() {
        assertThat(channel.balance(account)).contains(Money.of("337.03", "RUB"));
        assertThat(channel.test(account).detail()).isEqualTo("337.03 RUB");
        assertThat(channel.test(account("Lingua")).verdict()).isEqualTo(Verdict.SETTINGS_INVALID);
        assertThat(channel.test(account("x")).detail()).isEqualTo("sign");
        assertThat(channel(new SimulatedSmsaero(MessageChannelContract.Provider.REFUSES_US))
                        .test(account)
                        .verdict())
                .isEqualTo(Verdict.CREDENTIALS_REFUSED);
    }

    private SendOutcome send(HttpAnswer answer) {
        var composed = channel.compose(account, draft("Счёт"));
        return channel(call -> answer).send(account, new SendRequest("o-17", "+79161234567", composed), () -> true);
    }

    private static SmsaeroChannel channel(HttpExchange http) {
        return new SmsaeroChannel(http, path -> URI.create("https://school.test" + path));
    }

    private static ProviderAccount account(String sign) {
        return TestAccount.of("smsaero", Map.of("email", "office@school.test", "apiKey", "key-1", "sign", sign));
    }

    private static MessageDraft draft(String text) {
        return new MessageDraft("o-17", "+79161234567", "", text, NOW);
    }

    private static RawWebhook call(String body) {
        return new RawWebhook("POST", "", "", Map.of(), body.getBytes(UTF_8), "192.0.2.1", NOW);
    }
}
