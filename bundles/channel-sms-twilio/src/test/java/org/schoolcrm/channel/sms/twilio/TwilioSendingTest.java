package org.schoolcrm.channel.sms.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
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
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpExchange;

class TwilioSendingTest {

    private final SimulatedTwilio twilio = new SimulatedTwilio(MessageChannelContract.Provider.ACCEPTS);
    private final TwilioChannel channel = channel(twilio);
    private final ProviderAccount account = account(SimulatedTwilio.SERVICE);

    @ParameterizedTest
    @CsvSource({
        "400, 21211, REJECTED,  ADDRESS",
        "400, 21214, REJECTED,  ADDRESS",
        "400, 21217, REJECTED,  ADDRESS",
        "400, 21612, REJECTED,  ADDRESS",
        "400, 21614, REJECTED,  ADDRESS",
        "400, 21635, REJECTED,  ADDRESS",
        "400, 21610, REJECTED,  RECIPIENT_REFUSES",
        "400, 21408, REJECTED,  SENDER",
        "400, 21602, REJECTED,  CONTENT",
        "400, 21619, REJECTED,  CONTENT",
        "400, 21605, REJECTED,  SIZE",
        "400, 21617, REJECTED,  SIZE",
        "401, 20003, HELD,      AUTH",
        "403, 20008, HELD,      AUTH",
        "403, 20005, HELD,      BANNED",
        "400, 30002, HELD,      BANNED",
        "403, 90010, HELD,      BANNED",
        "400, 21609, HELD,      NONE",
        "400, 21212, HELD,      SENDER",
        "400, 21603, HELD,      SENDER",
        "400, 21606, HELD,      SENDER",
        "400, 21659, HELD,      SENDER",
        "400, 21660, HELD,      SENDER",
        "404, 21701, HELD,      SENDER",
        "400, 21702, HELD,      SENDER",
        "400, 21703, HELD,      SENDER",
        "400, 21704, HELD,      SENDER",
        "400, 21705, HELD,      SENDER",
        "429, 20429, THROTTLED, PROVIDER_BUSY",
        "429, 14107, THROTTLED, PROVIDER_BUSY",
        "400, 21611, THROTTLED, PROVIDER_BUSY",
        "400, 30001, THROTTLED, PROVIDER_BUSY",
        "429, 63038, THROTTLED, PROVIDER_BUSY",
        "429, 99999, THROTTLED, PROVIDER_BUSY",
        "403, 99999, HELD,      AUTH",
        "400, 99999, RETRYABLE, NONE",
        "500, 20500, UNCERTAIN, NONE",
        "503, 21211, UNCERTAIN, NONE"
    })
    void every_code_has_its_outcome(int status, int code, Kind kind, Cause cause) {
        var outcome = send(SimulatedTwilio.error(status, code));

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.cause()).isEqualTo(cause);
        if (kind != Kind.UNCERTAIN) {
            assertThat(outcome.detail()).isEqualTo(code + ": words");
        }
    }

    @Test
    void a_throttle_lasts_as_long_as_twilio_says() {
        var busy = SimulatedTwilio.error(429, 20429);
        var answer = new HttpAnswer(busy.kind(), 429, Map.of("retry-after", "17"), busy.body(), "");

        assertThat(send(answer).retryAfter()).isEqualTo(Duration.ofSeconds(17));
    }

    @Test
    void an_accepted_message_has_its_number() {
        assertThat(send(HttpAnswer.of(201, "{\"sid\":\"SM42\",\"status\":\"queued\"}")))
                .isEqualTo(SendOutcome.accepted("SM42"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html>", "{}", "[]", "{\"status\":\"queued\"}", "{\"sid\":\"\"}", "{\"sid\":\"../x\"}"})
    void success_that_cannot_be_read_is_uncertain(String body) {
        assertThat(send(HttpAnswer.of(201, body)).kind()).isEqualTo(Kind.UNCERTAIN);
    }

    @Test
    void the_token_and_the_address_of_calls_join_on_the_wire_only() {
        var composed = channel.compose(account, draft("Hi"));
        channel.send(account, new SendRequest("o-17", "+79161234567", composed), () -> true);

        assertThat(new String(composed.bytes(), UTF_8))
                .isEqualTo("To=%2B79161234567&MessagingServiceSid=" + SimulatedTwilio.SERVICE + "&Body=Hi");
        var call = twilio.calls().get(0);
        assertThat(call.uri())
                .hasToString(
                        "https://api.twilio.com/2010-04-01/Accounts/" + SimulatedTwilio.ACCOUNT + "/Messages.json");
        assertThat(new String(call.body(), UTF_8))
                .isEqualTo(new String(composed.bytes(), UTF_8)
                        + "&StatusCallback=https%3A%2F%2Fschool.test%2Fhooks%2Fmessages%2Ftwilio%2Fhook-1");
        assertThat(call.headers())
                .containsEntry("Authorization", "Basic QUMwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZjoxMjM0NQ==");
    }

    @Test
    void a_number_or_a_name_sends_as_itself() {
        assertThat(new String(
                        channel.compose(account("+15005550006"), draft("Hi")).bytes(), UTF_8))
                .contains("&From=%2B15005550006&");
        assertThat(new String(channel.compose(account("Lingua"), draft("Hi")).bytes(), UTF_8))
                .contains("&From=Lingua&");
    }

    @Test
    void sixteen_hundred_characters_are_taken_and_one_more_refused() {
        assertThat(channel.compose(account, draft("x".repeat(1600))).bytes()).isNotEmpty();
        assertThatThrownBy(() -> channel.compose(account, draft("x".repeat(1601))))
                .isInstanceOf(CompositionException.class);
    }

    @Test
    void a_trial_says_what_is_left_and_looks_for_the_sender() {
        assertThat(channel.balance(account)).contains(Money.of("12.34", "USD"));
        assertThat(channel.test(account).detail()).isEqualTo("12.345 USD");
        assertThat(channel.test(account("+15005550006")).verdict()).isEqualTo(Verdict.OK);
        assertThat(channel.test(account("+15005550001")).verdict()).isEqualTo(Verdict.SETTINGS_INVALID);
        assertThat(channel.test(account("MG" + "f".repeat(32))).verdict()).isEqualTo(Verdict.SETTINGS_INVALID);
        assertThat(channel.test(account("")).detail()).isEqualTo("sender");
        assertThat(channel(new SimulatedTwilio(MessageChannelContract.Provider.REFUSES_US))
                        .test(account)
                        .verdict())
                .isEqualTo(Verdict.CREDENTIALS_REFUSED);
    }

    @Test
    void a_service_is_told_where_to_call() {
        var callback = URI.create("https://school.test/hooks/messages/twilio/hook-1");

        assertThat(channel.register(account, callback).verdict()).isEqualTo(Verdict.OK);
        assertThat(new String(twilio.calls().get(0).body(), UTF_8))
                .startsWith("InboundRequestUrl=https%3A%2F%2Fschool.test");
        assertThat(channel.register(account("Lingua"), callback).verdict()).isEqualTo(Verdict.NOT_OFFERED);
    }

    private SendOutcome send(HttpAnswer answer) {
        var composed = channel.compose(account, draft("Hi"));
        return channel(call -> answer).send(account, new SendRequest("o-17", "+79161234567", composed), () -> true);
    }

    private static TwilioChannel channel(HttpExchange http) {
        return new TwilioChannel(http, path -> URI.create("https://school.test" + path));
    }

    private static ProviderAccount account(String sender) {
        return TestAccount.of(
                "twilio", Map.of("accountSid", SimulatedTwilio.ACCOUNT, "authToken", "12345", "sender", sender));
    }

    private static MessageDraft draft(String text) {
        return new MessageDraft("o-17", "+79161234567", "", text, Instant.EPOCH);
    }
}
