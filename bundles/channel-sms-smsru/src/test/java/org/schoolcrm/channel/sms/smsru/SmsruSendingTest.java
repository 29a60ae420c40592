package org.schoolcrm.channel.sms.smsru;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.TestAccount;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpExchange;

class SmsruSendingTest {

    private final ProviderAccount account = TestAccount.of("smsru", Map.of("apiId", "API-ID-0001", "sender", "SCHOOL"));

    @ParameterizedTest
    @CsvSource({
        "200, HELD,      AUTH",
        "201, HELD,      BALANCE",
        "202, REJECTED,  ADDRESS",
        "203, REJECTED,  CONTENT",
        "204, HELD,      SENDER",
        "205, REJECTED,  SIZE",
        "206, THROTTLED, PROVIDER_BUSY",
        "207, REJECTED,  ADDRESS",
        "208, HELD,      NONE",
        "209, REJECTED,  RECIPIENT_REFUSES",
        "210, HELD,      NONE",
        "211, HELD,      NONE",
        "212, REJECTED,  CONTENT",
        "213, HELD,      NONE",
        "214, REJECTED,  ADDRESS",
        "215, REJECTED,  RECIPIENT_REFUSES",
        "216, REJECTED,  CONTENT",
        "217, REJECTED,  CONTENT",
        "220, THROTTLED, PROVIDER_BUSY",
        "221, HELD,      SENDER",
        "230, THROTTLED, RECIPIENT_BUSY",
        "231, THROTTLED, RECIPIENT_BUSY",
        "232, THROTTLED, RECIPIENT_BUSY",
        "233, THROTTLED, RECIPIENT_BUSY",
        "300, HELD,      AUTH",
        "301, HELD,      AUTH",
        "302, HELD,      AUTH",
        "500, UNCERTAIN, NONE",
        "999, UNCERTAIN, NONE"
    })
    void every_code_means_the_same_for_the_request_and_for_the_message(int code, Kind kind, Cause cause) {
        for (var outcome : new SendOutcome[] {
            send(SimulatedSmsru.whole(code)), send(SimulatedSmsru.message(code, ",\"status_text\":\"words\""))
        }) {
            assertThat(outcome.kind()).isEqualTo(kind);
            assertThat(outcome.cause()).isEqualTo(cause);
            assertThat(outcome.detail()).isEqualTo(code + ": words");
        }
    }

    @Test
    void accepted_is_only_what_both_codes_accept() {
        var outcome = send(SimulatedSmsru.message(100, ",\"sms_id\":\"000000-10000000\""));

        assertThat(outcome).isEqualTo(SendOutcome.accepted("000000-10000000"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "100",
                "<html>OK</html>",
                "{}",
                "{\"status\":\"OK\"}",
                "{\"status_code\":100}",
                "{\"status_code\":100,\"sms\":{}}",
                "{\"status_code\":100,\"sms\":{\"7916\":{\"status_code\":100}}}",
                "{\"status_code\":100,\"sms\":{\"7916\":{}}}",
                "{\"status_code\":\"100\",\"sms\":{\"7916\":{\"status_code\":100,\"sms_id\":\"1\"}}}"
            })
    void success_that_cannot_be_read_is_uncertain(String body) {
        assertThat(send(HttpAnswer.of(200, body)).kind()).isEqualTo(Kind.UNCERTAIN);
    }

    @Test
    void the_daily_limit_leaves_the_provider_alone_for_an_hour() {
        assertThat(send(SimulatedSmsru.whole(206)).retryAfter()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void the_form_is_composed_without_the_api_id_which_only_the_wire_sees() {
        var smsru = new SimulatedSmsru(MessageChannelContract.Provider.ACCEPTS);
        var composed = channel(smsru).compose(account, draft("Счёт\u00a05\u202f000\u00a0₽"));
        channel(smsru).send(account, new SendRequest("o-17", "+79161234567", composed), () -> true);

        assertThat(new String(composed.bytes(), UTF_8))
                .isEqualTo("to%5B79161234567%5D=%D0%A1%D1%87%D1%91%D1%82+5+000+%E2%82%BD&json=1&from=SCHOOL");
        var call = smsru.calls().get(0);
        assertThat(call.uri()).hasToString("https://sms.ru/sms/send");
        assertThat(new String(call.body(), UTF_8))
                .isEqualTo(new String(composed.bytes(), UTF_8) + "&api_id=API-ID-0001");
    }

    @Test
    void eight_parts_are_taken_and_nine_refused() {
        assertThat(channel(null).compose(account, draft("ы".repeat(67 * 8))).bytes())
                .isNotEmpty();
        assertThatThrownBy(() -> channel(null).compose(account, draft("ы".repeat(67 * 8 + 1))))
                .isInstanceOfSatisfying(
                        CompositionException.class,
                        refused -> assertThat(refused.outcome().cause()).isEqualTo(Cause.SIZE));
    }

    private SendOutcome send(HttpAnswer answer) {
        var channel = channel(call -> answer);
        var composed = channel.compose(account, draft("Счёт"));
        return channel.send(account, new SendRequest("o-17", "+79161234567", composed), () -> true);
    }

    private static SmsruChannel channel(HttpExchange http) {
        return new SmsruChannel(http, () -> Instant.EPOCH);
    }

    private static MessageDraft draft(String text) {
        return new MessageDraft("o-17", "+79161234567", "", text, Instant.EPOCH);
    }
}
