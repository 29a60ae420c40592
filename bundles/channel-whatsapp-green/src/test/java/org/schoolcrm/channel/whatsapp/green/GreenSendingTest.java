package org.schoolcrm.channel.whatsapp.green;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.Pace;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.TestAccount;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpExchange;

class GreenSendingTest {

    private final ProviderAccount account = account(Map.of());

    @ParameterizedTest
    @CsvSource({
        "400, REJECTED,  CONTENT",
        "401, HELD,      AUTH",
        "403, HELD,      AUTH",
        "404, RETRYABLE, NONE",
        "413, REJECTED,  SIZE",
        "429, THROTTLED, PROVIDER_BUSY",
        "466, HELD,      BALANCE",
        "500, UNCERTAIN, NONE",
        "502, UNCERTAIN, NONE"
    })
    void every_status_has_its_meaning(int status, Kind kind, Cause cause) {
        var outcome = send(SimulatedGreen.refused(status, "words"));

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.cause()).isEqualTo(cause);
    }

    @Test
    void a_chat_that_is_refused_is_the_fault_of_the_number() {
        assertThat(send(SimulatedGreen.refused(400, "Validation failed. Details: 'chatId' is invalid"))
                        .cause())
                .isEqualTo(Cause.ADDRESS);
    }

    @Test
    void a_tariff_that_is_used_up_says_so() {
        var answer = HttpAnswer.of(466, """
                {"invokeStatus":{"method":"sendmessage","used":67,"total":0,"status":"QUOTE_ALLOWED"},
                 "correspondentsStatus":{"method":"correspondents","used":3,"total":3,
                   "status":"CORRESPONDENTS_QUOTE_EXCEEDED","description":"Monthly quota has been exceeded."}}""");

        assertThat(send(answer).detail()).isEqualTo("HTTP 466: Monthly quota has been exceeded.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OK", "<html>", "{}", "{\"idMessage\":\"\"}", "[]"})
    void success_that_cannot_be_read_is_uncertain(String body) {
        assertThat(send(HttpAnswer.of(200, body)).kind()).isEqualTo(Kind.UNCERTAIN);
    }

    @ParameterizedTest
    @CsvSource({
        "yellowCard,    HELD,      BANNED",
        "blocked,       HELD,      BANNED",
        "suspended,     HELD,      BANNED",
        "notAuthorized, HELD,      SENDER",
        "starting,      RETRYABLE, NONE",
        "sleepMode,     RETRYABLE, NONE",
        "somethingNew,  RETRYABLE, NONE"
    })
    void a_phone_that_may_not_write_gets_no_message_to_keep_for_later(String state, Kind kind, Cause cause) {
        var green = new SimulatedGreen(MessageChannelContract.Provider.ACCEPTS).in(state);
        var outcome = send(green);

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.cause()).isEqualTo(cause);
        assertThat(green.accepted()).isZero();
    }

    @Test
    void a_state_that_is_not_told_sends_nothing_and_is_asked_again() {
        for (var answer : new HttpAnswer[] {
            HttpAnswer.noAnswer("reset"), HttpAnswer.of(500, ""), HttpAnswer.of(200, "<html>"), HttpAnswer.of(404, "")
        }) {
            HttpExchange http = call -> answer;
            assertThat(send(http).kind()).isEqualTo(Kind.RETRYABLE);
        }
    }

    @Test
    void nobody_reads_the_token_in_what_went_wrong() {
        var refused = SimulatedGreen.refused(400, "POST /waInstance1101000001/sendMessage/" + SimulatedGreen.TOKEN);
        for (var answer : new HttpAnswer[] {
            refused,
            HttpAnswer.noAnswer("https://api.green-api.com/waInstance1/sendMessage/" + SimulatedGreen.TOKEN),
            HttpAnswer.notSent("https://api.green-api.com/waInstance1/sendMessage/" + SimulatedGreen.TOKEN)
        }) {
            assertThat(send(answer).detail()).isNotBlank().doesNotContain(SimulatedGreen.TOKEN);
            HttpExchange always = call -> answer;
            assertThat(new GreenChannel(always).test(account).detail()).doesNotContain(SimulatedGreen.TOKEN);
        }
    }

    @Test
    void the_message_is_composed_without_the_token() {
        var green = new SimulatedGreen(MessageChannelContract.Provider.ACCEPTS);
        var channel = new GreenChannel(green);
        var composed = channel.compose(account, draft("Счёт\u00a05\u202f000\u00a0₽"));
        var outcome = channel.send(account, new SendRequest("o-17", "+79161234567", composed), () -> true);

        assertThat(outcome).isEqualTo(SendOutcome.accepted("3EB0C767D097B7C7C031"));
        assertThat(new String(composed.bytes(), UTF_8))
                .isEqualTo("{\"chatId\":\"79161234567@c.us\",\"message\":\"Счёт 5 000 ₽\",\"linkPreview\":true}");
        assertThat(green.calls().get(1).body()).isEqualTo(composed.bytes());
        assertThat(green.calls().get(1).uri())
                .hasToString("https://api.green-api.com/waInstance1101000001/sendMessage/" + SimulatedGreen.TOKEN);
    }

    @Test
    void twenty_thousand_characters_are_taken_and_one_more_is_refused() {
        var channel = new GreenChannel(call -> HttpAnswer.of(500, ""));

        assertThat(channel.compose(account, draft("ы".repeat(20_000))).bytes()).isNotEmpty();
        assertThatThrownBy(() -> channel.compose(account, draft("ы".repeat(20_001))))
                .isInstanceOfSatisfying(
                        CompositionException.class,
                        refused -> assertThat(refused.outcome().cause()).isEqualTo(Cause.SIZE));
    }

    @Test
    void writes_like_a_person() {
        var channel = new GreenChannel(call -> HttpAnswer.of(500, ""));

        assertThat(channel.pace(account)).isEqualTo(Pace.oneEvery(Duration.ofSeconds(4)));
        assertThat(channel.pace(account(Map.of("secondsBetween", "10"))))
                .isEqualTo(Pace.oneEvery(Duration.ofSeconds(10)));
        assertThat(channel.problemsOf(Map.of("secondsBetween", "0"))).contains("secondsBetween");
    }

    @Test
    void a_trial_says_in_which_state_the_phone_is() {
        assertThat(new GreenChannel(new SimulatedGreen(MessageChannelContract.Provider.ACCEPTS))
                        .test(account)
                        .verdict())
                .isEqualTo(Verdict.OK);
        assertThat(new GreenChannel(new SimulatedGreen(MessageChannelContract.Provider.ACCEPTS).in("yellowCard"))
                        .test(account)
                        .detail())
                .isEqualTo("yellowCard");
        assertThat(new GreenChannel(new SimulatedGreen(MessageChannelContract.Provider.REFUSES_US))
                        .test(account)
                        .verdict())
                .isEqualTo(Verdict.CREDENTIALS_REFUSED);
    }

    @Test
    void only_what_is_different_is_set_because_the_phone_restarts() {
        var green = new SimulatedGreen(MessageChannelContract.Provider.ACCEPTS);
        var channel = new GreenChannel(green);

        assertThat(channel.register(account, URI.create("https://known.test/hook"))
                        .verdict())
                .isEqualTo(Verdict.OK);
        assertThat(green.calls()).hasSize(1);

        assertThat(channel.register(account, URI.create("https://new.test/hook"))
                        .verdict())
                .isEqualTo(Verdict.OK);
        assertThat(new String(green.calls().get(2).body(), UTF_8))
                .isEqualTo("{\"webhookUrl\":\"https://new.test/hook\"}");
    }

    private SendOutcome send(HttpAnswer answer) {
        HttpExchange http = call -> call.uri().getPath().contains("getStateInstance")
                ? HttpAnswer.of(200, "{\"stateInstance\":\"authorized\"}")
                : answer;
        return send(http);
    }

    private SendOutcome send(HttpExchange http) {
        var channel = new GreenChannel(http);
        var composed = channel.compose(account, draft("Счёт"));
        return channel.send(account, new SendRequest("o-17", "+79161234567", composed), () -> true);
    }

    private static ProviderAccount account(Map<String, String> more) {
        var settings =
                new HashMap<>(Map.of("idInstance", SimulatedGreen.INSTANCE, "apiTokenInstance", SimulatedGreen.TOKEN));
        settings.putAll(more);
        return TestAccount.of("green-api", settings);
    }

    private static MessageDraft draft(String text) {
        return new MessageDraft("o-17", "+79161234567", "", text, Instant.EPOCH);
    }
}
