package org.schoolcrm.channel.max;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

class MaxSendingTest {

    private static final URI PAY_AT = URI.create("https://s.ru/b/7Kq?x=1&y=2");

    private final ProviderAccount account = SimulatedMax.account();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | verify.token        | Invalid access_token                              | HELD      | AUTH",
                "403 | verify.token        | Invalid access_token                              | HELD      | AUTH",
                "403 | deprecated.token    | Query parameter access_token is deprecated        | HELD      | AUTH",
                "403 | access.denied       | Access denied                                     | HELD      | AUTH",
                "403 | chat.denied         | Key: error.dialog.suspended, args: [228532008,].  | REJECTED  | RECIPIENT_REFUSES",
                "403 | chat.denied         | error.chat.denied                                 | REJECTED  | RECIPIENT_REFUSES",
                "403 | error.access        | error.dialog.suspended                            | REJECTED  | RECIPIENT_REFUSES",
                "404 | chat.not.found      | Chat with user 1 not found                        | REJECTED  | ADDRESS",
                "404 | dialog.not.found    | error.dialog.notfound                             | REJECTED  | ADDRESS",
                "404 | not.found           | error.dialog.notfound                             | REJECTED  | ADDRESS",
                "404 | user.not.found      | User not found                                    | REJECTED  | ADDRESS",
                "400 | proto.payload       | Invalid html                                      | REJECTED  | CONTENT",
                "400 | proto.payload       | text: size must be between 0 and 4000             | REJECTED  | SIZE",
                "400 | something.new       | Something new                                     | RETRYABLE | NONE",
                "404 | not.found           | No such method                                    | RETRYABLE | NONE",
                "405 | not.allowed         | Method is not allowed                             | RETRYABLE | NONE",
                "429 | too.many.requests   | Too many requests                                 | THROTTLED | PROVIDER_BUSY",
                "500 | internal            | Internal error                                    | UNCERTAIN | NONE",
                "503 | service.unavailable | Service unavailable                               | UNCERTAIN | NONE"
            })
    void every_refusal_has_its_outcome(int status, String code, String message, Kind kind, Cause cause) {
        var outcome = send(SimulatedMax.refused(status, code, message));

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.cause()).isEqualTo(cause);
    }

    @ParameterizedTest
    @CsvSource({"401, HELD", "403, HELD", "404, RETRYABLE", "429, THROTTLED", "502, UNCERTAIN"})
    void what_is_no_answer_of_maxs_blames_no_recipient(int status, Kind kind) {
        assertThat(send(HttpAnswer.of(status, "<html>proxy</html>")).kind()).isEqualTo(kind);
        assertThat(send(HttpAnswer.of(status, "<html>proxy</html>")).cause().isForGood())
                .isFalse();
    }

    @Test
    void too_many_requests_wait_for_as_long_as_max_says() {
        var said = SimulatedMax.refused(429, "too.many.requests", "Too many requests");
        var answer = new HttpAnswer(said.kind(), said.status(), Map.of("retry-after", "7"), said.body(), "");

        assertThat(send(answer).retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{}",
                "[]",
                "{\"message\":{}}",
                "{\"message\":{\"body\":{\"mid\":null}}}",
                "{\"success\":true}",
                "{\"code\":\"chat.denied\",\"message\":\"error.dialog.suspended\"}"
            })
    void success_that_cannot_be_read_is_uncertain(String body) {
        assertThat(send(HttpAnswer.of(200, body)).kind()).isEqualTo(Kind.UNCERTAIN);
    }

    @Test
    void a_message_is_what_the_documents_say() throws IOException {
        var max = new SimulatedMax(MessageChannelContract.Provider.ACCEPTS);
        var channel = new MaxChannel(max);
        var composed = channel.compose(account, draft("123", "Счёт &lt;b&gt;", PAY_AT));
        var outcome = channel.send(account, new SendRequest("o-17", "123", composed), () -> true);

        assertThat(outcome).isEqualTo(SendOutcome.accepted("mid.1"));
        var call = max.calls().get(0);
        assertThat(call.uri())
                .hasToString("https://platform-api2.max.ru/messages?user_id=123&disable_link_preview=true");
        assertThat(call.headers()).containsEntry("Authorization", SimulatedMax.TOKEN);
        assertThat(call.body()).isEqualTo(composed.bytes());
        assertThat(new String(call.body(), UTF_8))
                .isEqualTo("{\"text\":\"Счёт &lt;b&gt;\",\"format\":\"html\",\"notify\":true,"
                        + "\"attachments\":[{\"type\":\"inline_keyboard\",\"payload\":{\"buttons\":"
                        + "[[{\"type\":\"link\",\"text\":\"Оплатить\",\"url\":\"https://s.ru/b/7Kq?x=1&y=2\"}]]}}]}");
        try (var sample = MaxSendingTest.class.getResourceAsStream("max.json")) {
            var documented = new ObjectMapper().readTree(requireNonNull(sample)).path("request");
            assertThat(new ObjectMapper().readTree(call.body()).fieldNames())
                    .toIterable()
                    .containsAll(() -> documented.path("body").fieldNames());
            assertThat(call.method()).isEqualTo(documented.path("method").asText());
            assertThat(call.uri().getQuery())
                    .startsWith(URI.create(documented.path("url").asText()).getQuery());
        }
    }

    @Test
    void the_button_speaks_the_language_of_the_account_and_is_there_only_for_one_invoice() {
        var english = TestAccount.of("max", Map.of("bot", "school_bot", "token", SimulatedMax.TOKEN, "language", "en"));

        assertThat(composed(english, draft("1", "text", PAY_AT))).contains("\"text\":\"Pay\"");
        assertThat(composed(account, draft("1", "text", null))).doesNotContain("attachments");
    }

    @Test
    void texts_have_at_most_4000_characters_as_they_are_sent() {
        assertThat(composed(account, draft("1", "ы".repeat(4000), null))).isNotEmpty();
        for (var body : List.of("ы".repeat(4001), "&amp;".repeat(801), "😀".repeat(2001))) {
            assertThatThrownBy(() -> composed(account, draft("1", body, null)))
                    .isInstanceOfSatisfying(
                            CompositionException.class,
                            refused -> assertThat(refused.outcome().cause()).isEqualTo(Cause.SIZE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-99", "abc", "@ivan", "+79161234567", "1&chat_id=2"})
    void only_numbers_of_users_are_written_to(String address) {
        assertThatThrownBy(() -> composed(account, draft(address, "text", null)))
                .isInstanceOfSatisfying(
                        CompositionException.class,
                        refused -> assertThat(refused.outcome().cause()).isEqualTo(Cause.ADDRESS));
    }

    private SendOutcome send(HttpAnswer answer) {
        var channel = new MaxChannel(call -> answer);
        var composed = channel.compose(account, draft("123", "Счёт", null));
        return channel.send(account, new SendRequest("o-17", "123", composed), () -> true);
    }

    private static String composed(ProviderAccount account, MessageDraft draft) {
        return new String(
                new MaxChannel(call -> HttpAnswer.of(200, ""))
                        .compose(account, draft)
                        .bytes(),
                UTF_8);
    }

    private static MessageDraft draft(String address, String body, @Nullable URI payAt) {
        return new MessageDraft("o-17", address, "", body, Instant.EPOCH, payAt, null);
    }
}
