package org.schoolcrm.channel.whatsapp.wazzup;

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

class WazzupSendingTest {

    private final ProviderAccount account = account(SimulatedWazzup.CHANNEL, Map.of());

    @ParameterizedTest
    @CsvSource({
        "repeatedCrmMessageId,        ACCEPTED,  NONE",
        "REPEATED_CRM_MESSAGE_ID,     ACCEPTED,  NONE",
        "BALANCE_IS_EMPTY,            HELD,      BALANCE",
        "CHANNEL_NO_MONEY,            HELD,      BALANCE",
        "CHANNEL_NOT_FOUND,           HELD,      SENDER",
        "CHANNEL_BLOCKED,             HELD,      SENDER",
        "WRONG_TRANSPORT,             HELD,      SENDER",
        "MESSAGES_NOT_TEXT_FIRST,     HELD,      SENDER",
        "CHANNEL_WAPI_REJECTED,       HELD,      BANNED",
        "CHANNEL_REJECTED,            HELD,      BANNED",
        "TEMPLATE_REJECTED,           HELD,      TEMPLATE",
        "BAD_CONTACT,                 REJECTED,  ADDRESS",
        "MESSAGE_TEXT_TOO_LONG,       REJECTED,  SIZE",
        "MESSAGES_TOO_LONG_WABA,      REJECTED,  SIZE",
        "MESSAGES_TEXT_CAN_NOT_BE_BLANK, REJECTED, CONTENT",
        "MESSAGE_NOTHING_TO_SEND,     REJECTED,  CONTENT",
        "MESSAGES_IS_SPAM,            REJECTED,  POLICY",
        "CHANNEL_LIMIT_EXCEEDED,      THROTTLED, PROVIDER_BUSY",
        "MESSAGE_CHANNEL_UNAVAILABLE, RETRYABLE, NONE",
        "MESSAGES_CAN_NOT_ADD,        RETRYABLE, NONE",
        "VALIDATION_ERROR,            REJECTED,  CONTENT",
        "SOMETHING_NEW,               RETRYABLE, NONE"
    })
    void every_code_has_its_meaning(String code, Kind kind, Cause cause) {
        var outcome = send(SimulatedWazzup.refused(code, ""));

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.cause()).isEqualTo(cause);
    }

    @Test
    void a_repeat_was_accepted_before_and_has_no_number_in_its_answer() {
        var outcome = send(SimulatedWazzup.refused("repeatedCrmMessageId", ""));

        assertThat(outcome.kind()).isEqualTo(Kind.ACCEPTED);
        assertThat(outcome.providerId()).isNull();
    }

    @Test
    void the_code_may_stand_in_the_description() {
        var answer = HttpAnswer.of(400, "{\"error\":\"ERROR CODE\",\"description\":\"CHANNEL_BLOCKED\",\"data\":{}}");

        assertThat(send(answer).cause()).isEqualTo(Cause.SENDER);
    }

    @ParameterizedTest
    @CsvSource({"chatId, REJECTED, ADDRESS", "channelId, HELD, SENDER", "text, REJECTED, CONTENT"})
    void data_that_is_refused_is_blamed_on_the_field_that_is_wrong(String field, Kind kind, Cause cause) {
        var outcome = send(
                SimulatedWazzup.refused("INVALID_MESSAGE_DATA", ",\"data\":{\"fields\":[\"%s\"]}".formatted(field)));

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.cause()).isEqualTo(cause);
    }

    @ParameterizedTest
    @CsvSource({
        "401, HELD,      AUTH",
        "403, HELD,      AUTH",
        "404, RETRYABLE, NONE",
        "429, THROTTLED, PROVIDER_BUSY",
        "500, UNCERTAIN, NONE",
        "502, UNCERTAIN, NONE"
    })
    void an_answer_without_a_code_means_what_its_status_means(int status, Kind kind, Cause cause) {
        var outcome = send(HttpAnswer.of(status, "<html>"));

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.cause()).isEqualTo(cause);
    }

    @Test
    void five_hundred_requests_in_five_seconds_cost_five_seconds() {
        assertThat(send(HttpAnswer.of(429, "")).retryAfter()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OK", "<html>", "{}", "{\"chatId\":\"79161234567\"}", "[]"})
    void success_that_cannot_be_read_is_uncertain(String body) {
        assertThat(send(HttpAnswer.of(201, body)).kind()).isEqualTo(Kind.UNCERTAIN);
    }

    @Test
    void the_message_is_composed_without_the_key_which_stands_in_a_header() {
        var wazzup = new SimulatedWazzup(MessageChannelContract.Provider.ACCEPTS);
        var channel = new WazzupChannel(wazzup);
        var composed = channel.compose(account, draft("Счёт\u00a05\u202f000\u00a0₽\nhttps://school.test/i/AbC"));
        channel.send(account, new SendRequest("o-17", "+79161234567", composed), () -> true);

        var hook = "44ab1e9e0c10";
        var call = wazzup.calls().get(0);
        assertThat(new String(call.body(), UTF_8).replaceFirst("o-17-[0-9a-f]{12}", "o-17-" + hook))
                .isEqualTo("{\"channelId\":\"" + SimulatedWazzup.CHANNEL
                        + "\",\"chatType\":\"whatsapp\",\"chatId\":\"79161234567\",\"crmMessageId\":\"o-17-" + hook
                        + "\",\"text\":\"Счёт 5 000 ₽\\nhttps://school.test/i/AbC\",\"clearUnanswered\":false}");
        assertThat(call.body()).isEqualTo(composed.bytes());
        assertThat(call.uri()).hasToString("https://api.wazzup24.com/v3/message");
        assertThat(call.headers()).containsEntry("Authorization", "Bearer API-KEY");
    }

    @Test
    void our_number_is_the_same_for_every_try_and_another_one_in_another_account() {
        var channel = new WazzupChannel(call -> HttpAnswer.of(500, ""));
        var other = TestAccount.of(2, "wazzup24-v3", account.settings());

        assertThat(channel.compose(account, draft("Счёт")).bytes())
                .isEqualTo(channel.compose(account, draft("Счёт")).bytes())
                .isNotEqualTo(channel.compose(other, draft("Счёт")).bytes());
    }

    @Test
    void ten_thousand_characters_are_taken_and_one_more_is_refused() {
        var channel = new WazzupChannel(call -> HttpAnswer.of(500, ""));

        assertThat(channel.compose(account, draft("ы".repeat(10_000))).bytes()).isNotEmpty();
        assertThatThrownBy(() -> channel.compose(account, draft("ы".repeat(10_001))))
                .isInstanceOfSatisfying(
                        CompositionException.class,
                        refused -> assertThat(refused.outcome().cause()).isEqualTo(Cause.SIZE));
    }

    @Test
    void writes_like_a_person_unless_the_account_says_otherwise() {
        var channel = new WazzupChannel(call -> HttpAnswer.of(500, ""));

        assertThat(channel.pace(account)).isEqualTo(Pace.oneEvery(Duration.ofSeconds(4)));
        assertThat(channel.pace(account(SimulatedWazzup.CHANNEL, Map.of("secondsBetween", "7"))))
                .isEqualTo(Pace.oneEvery(Duration.ofSeconds(7)));
        assertThat(channel.pace(account(SimulatedWazzup.CHANNEL, Map.of("secondsBetween", "0"))))
                .isEqualTo(new Pace(100, Duration.ZERO));
    }

    @Test
    void a_trial_looks_for_the_channel_and_whether_it_is_connected() {
        var channel = new WazzupChannel(new SimulatedWazzup(MessageChannelContract.Provider.ACCEPTS));

        assertThat(channel.test(account).verdict()).isEqualTo(Verdict.OK);
        assertThat(channel.test(account("b96a353b-1111-4cac-8413-ba9999900002", Map.of())))
                .satisfies(report -> {
                    assertThat(report.verdict()).isEqualTo(Verdict.UNCLEAR);
                    assertThat(report.detail()).contains("qr");
                });
        assertThat(channel.test(account("b96a353b-1111-4cac-8413-ba9999900003", Map.of()))
                        .verdict())
                .isEqualTo(Verdict.SETTINGS_INVALID);
        assertThat(new WazzupChannel(new SimulatedWazzup(MessageChannelContract.Provider.REFUSES_US))
                        .test(account)
                        .verdict())
                .isEqualTo(Verdict.CREDENTIALS_REFUSED);
    }

    @Test
    void calls_are_subscribed_to_with_a_patch() {
        var wazzup = new SimulatedWazzup(MessageChannelContract.Provider.ACCEPTS);
        var channel = new WazzupChannel(wazzup);

        assertThat(channel.register(account, URI.create("https://school.test/hooks/messages/wazzup24-v3/k"))
                        .verdict())
                .isEqualTo(Verdict.OK);
        assertThat(wazzup.calls().get(0).method()).isEqualTo("PATCH");
        assertThat(new String(wazzup.calls().get(0).body(), UTF_8))
                .contains("\"webhooksUri\":\"https://school.test/hooks/messages/wazzup24-v3/k\"")
                .contains("\"messagesAndStatuses\":true");
        assertThat(channel.register(account, URI.create("https://elsewhere.test/hooks"))
                        .detail())
                .startsWith("testPostNotPassed");
        assertThat(channel.register(account, URI.create("https://school.test/" + "x".repeat(200)))
                        .verdict())
                .isEqualTo(Verdict.UNCLEAR);
        assertThat(wazzup.calls()).hasSize(2);
    }

    private SendOutcome send(HttpAnswer answer) {
        HttpExchange http = call -> answer;
        var channel = new WazzupChannel(http);
        var composed = channel.compose(account, draft("Счёт"));
        return channel.send(account, new SendRequest("o-17", "+79161234567", composed), () -> true);
    }

    private static ProviderAccount account(String channel, Map<String, String> more) {
        var settings = new java.util.HashMap<>(Map.of("apiKey", "API-KEY", "channelId", channel));
        settings.putAll(more);
        return TestAccount.of("wazzup24-v3", settings);
    }

    private static MessageDraft draft(String text) {
        return new MessageDraft("o-17", "+79161234567", "", text, Instant.EPOCH);
    }
}
