package org.schoolcrm.channel.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.TestAccount;
import org.schoolcrm.runtime.api.HttpAnswer;

class TelegramSendingTest {

    private static final URI PAY_AT = URI.create("https://s.ru/b/7Kq?x=1&y=2");

    private final ProviderAccount account = SimulatedTelegram.account();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | Unauthorized                                                     | HELD      | AUTH",
                "404 | Not Found                                                        | HELD      | AUTH",
                "403 | Forbidden: bot was blocked by the user                           | REJECTED  | RECIPIENT_REFUSES",
                "403 | Forbidden: user is deactivated                                   | REJECTED  | RECIPIENT_REFUSES",
                "403 | Forbidden: bot can't initiate conversation with a user           | REJECTED  | RECIPIENT_REFUSES",
                "403 | Forbidden: bot was kicked from the group chat                    | REJECTED  | RECIPIENT_REFUSES",
                "403 | Forbidden: the group chat was deleted                            | REJECTED  | ADDRESS",
                "400 | Bad Request: chat not found                                      | REJECTED  | ADDRESS",
                "400 | Bad Request: PEER_ID_INVALID                                     | REJECTED  | ADDRESS",
                "400 | Bad Request: can't parse entities: Unsupported start tag \\\"x\\\" | REJECTED  | CONTENT",
                "400 | Bad Request: message text is empty                               | REJECTED  | CONTENT",
                "400 | Bad Request: message is too long                                 | REJECTED  | SIZE",
                "400 | Bad Request: not enough rights to send text messages to the chat | REJECTED  | RECIPIENT_REFUSES",
                "400 | Bad Request: inline keyboard button URL 'x' is invalid           | HELD      | NONE",
                "400 | Bad Request: something new                                       | RETRYABLE | NONE",
                "409 | Conflict: terminated by other getUpdates request                 | RETRYABLE | NONE",
                "429 | Too Many Requests                                                | THROTTLED | PROVIDER_BUSY",
                "500 | Internal Server Error: restart                                   | UNCERTAIN | NONE",
                "502 | Bad Gateway                                                      | UNCERTAIN | NONE"
            })
    void every_refusal_has_its_outcome(int code, String description, Kind kind, Cause cause) {
        var outcome = send(SimulatedTelegram.refused(code, description));

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.cause()).isEqualTo(cause);
    }

    @ParameterizedTest
    @CsvSource({
        "200,             200, ACCEPTED,  NONE",
        "429,             429, THROTTLED, PROVIDER_BUSY",
        "403_blocked,     403, REJECTED,  RECIPIENT_REFUSES",
        "403_deactivated, 403, REJECTED,  RECIPIENT_REFUSES",
        "400_chat,        400, REJECTED,  ADDRESS",
        "401,             401, HELD,      AUTH"
    })
    void documented_answers_have_their_outcome(String sample, int status, Kind kind, Cause cause) {
        var outcome = send(HttpAnswer.of(status, SimulatedTelegram.sample(sample)));

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.cause()).isEqualTo(cause);
    }

    @Test
    void the_code_in_the_document_counts_before_the_status() {
        var answer = HttpAnswer.of(200, "{\"ok\":false,\"error_code\":403,\"description\":\"Forbidden: blocked\"}");

        assertThat(send(answer).cause()).isEqualTo(Cause.RECIPIENT_REFUSES);
        assertThat(send(answer).detail()).isEqualTo("403: Forbidden: blocked");
    }

    @ParameterizedTest
    @CsvSource({"35, 36", "0, 1", "99999999, 86401", "-5, 1"})
    void all_is_paused_for_a_second_more_than_telegram_says(long said, long paused) {
        var more = ",\"parameters\":{\"retry_after\":" + said + "}";

        assertThat(send(SimulatedTelegram.refused(429, "Too Many Requests", more))
                        .retryAfter())
                .isEqualTo(Duration.ofSeconds(paused));
    }

    @Test
    void a_group_that_became_a_supergroup_is_told_and_its_message_tried_again() {
        var moved = new ArrayList<String>();
        var answer = SimulatedTelegram.refused(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                ",\"parameters\":{\"migrate_to_chat_id\":-1001356415630}");
        var outcome = send(answer, new SendContext() {
            @Override
            public boolean beforeWire() {
                return true;
            }

            @Override
            public void moved(String address) {
                moved.add(address);
            }
        });

        assertThat(outcome.kind()).isEqualTo(Kind.RETRYABLE);
        assertThat(moved).containsExactly("-1001356415630");
    }

    @Test
    void an_accepted_message_has_a_number_that_no_other_chat_has() {
        assertThat(send(SimulatedTelegram.ok("{\"message_id\":7,\"chat\":{\"id\":421337}}")))
                .isEqualTo(SendOutcome.accepted("421337:7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{}",
                "[]",
                "{\"ok\":true}",
                "{\"ok\":true,\"result\":{}}",
                "{\"ok\":true,\"result\":{\"message_id\":\"7\"}}",
                "{\"result\":{\"message_id\":7}}",
                "{\"ok\":false}"
            })
    void success_that_cannot_be_read_is_uncertain(String body) {
        assertThat(send(HttpAnswer.of(200, body)).kind()).isEqualTo(Kind.UNCERTAIN);
    }

    @ParameterizedTest
    @CsvSource({"401, HELD", "403, HELD", "404, RETRYABLE", "429, THROTTLED", "502, UNCERTAIN"})
    void what_is_no_answer_of_telegrams_blames_no_recipient(int status, Kind kind) {
        assertThat(send(HttpAnswer.of(status, "<html>proxy</html>")).kind()).isEqualTo(kind);
        assertThat(send(HttpAnswer.of(status, "<html>proxy</html>")).cause().isForGood())
                .isFalse();
    }

    @Test
    void a_message_is_what_the_documents_say() {
        var body = "Счёт &lt;b&gt;: <b>5 400 ₽</b>";
        var english = TestAccount.of(
                "telegram", Map.of("bot", "SchoolBot", "token", SimulatedTelegram.TOKEN, "language", "en"));

        assertThat(composed(account, draft("-1001356415630", body, null)))
                .isEqualTo("{\"chat_id\":-1001356415630,\"text\":\"Счёт &lt;b&gt;: <b>5 400 ₽</b>\","
                        + "\"parse_mode\":\"HTML\",\"link_preview_options\":{\"is_disabled\":true}}");
        assertThat(composed(account, draft("421337", body, PAY_AT)))
                .endsWith(",\"reply_markup\":{\"inline_keyboard\":"
                        + "[[{\"text\":\"Оплатить\",\"url\":\"https://s.ru/b/7Kq?x=1&y=2\"}]]}}");
        assertThat(composed(english, draft("421337", body, PAY_AT))).contains("\"text\":\"Pay\"");
    }

    @Test
    void texts_have_at_most_4096_characters_after_their_marks_are_read() {
        assertThat(composed(account, draft("1", "<b>" + "&amp;".repeat(4096) + "</b>", null)))
                .isNotEmpty();
        assertThatThrownBy(() -> channel(HttpAnswer.of(200, "")).compose(account, draft("1", "ы".repeat(4097), null)))
                .isInstanceOfSatisfying(
                        CompositionException.class,
                        refused -> assertThat(refused.outcome().cause()).isEqualTo(Cause.SIZE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-", "abc", "@school", "+79161234567", "99999999999999999", "1 2"})
    void only_numbers_of_chats_are_written_to(String address) {
        assertThatThrownBy(() -> channel(HttpAnswer.of(200, "")).compose(account, draft(address, "text", null)))
                .isInstanceOfSatisfying(
                        CompositionException.class,
                        refused -> assertThat(refused.outcome().cause()).isEqualTo(Cause.ADDRESS));
    }

    @Test
    void the_token_stands_in_the_path_and_nowhere_else() {
        var telegram = new SimulatedTelegram(MessageChannelContract.Provider.ACCEPTS);
        var channel = new TelegramChannel(telegram);
        channel.send(account, request(), () -> true);

        var call = telegram.calls().get(0);
        assertThat(call.uri()).hasToString("https://api.telegram.org/bot" + SimulatedTelegram.TOKEN + "/sendMessage");
        assertThat(call.headers().toString() + new String(call.body(), UTF_8)).doesNotContain("AAHdq");
        for (var answer : List.of(
                HttpAnswer.notSent("refused: " + call.uri()),
                HttpAnswer.noAnswer("lost: " + call.uri()),
                SimulatedTelegram.refused(401, "Unauthorized"))) {
            var silent = channel(answer);
            assertThat(silent.send(account, request(), () -> true).toString()).doesNotContain("AAHdq");
            assertThat(silent.test(account).toString()).doesNotContain("AAHdq");
            assertThat(silent.register(account, URI.create("https://x")).toString())
                    .doesNotContain("AAHdq");
            assertThat(silent.fetch(SimulatedTelegram.polledAccount(), "").toString())
                    .doesNotContain("AAHdq");
        }
    }

    private SendOutcome send(HttpAnswer answer) {
        return send(answer, () -> true);
    }

    private SendOutcome send(HttpAnswer answer, SendContext context) {
        return channel(answer).send(account, request(), context);
    }

    private SendRequest request() {
        var composed = channel(HttpAnswer.of(200, "")).compose(account, draft("421337", "Счёт", null));
        return new SendRequest("o-17", "421337", composed);
    }

    private static String composed(ProviderAccount account, MessageDraft draft) {
        return new String(
                channel(HttpAnswer.of(200, "")).compose(account, draft).bytes(), UTF_8);
    }

    private static TelegramChannel channel(HttpAnswer answer) {
        return new TelegramChannel(call -> answer);
    }

    private static MessageDraft draft(String address, String body, @Nullable URI payAt) {
        return new MessageDraft("o-17", address, "", body, Instant.EPOCH, payAt, null);
    }
}
