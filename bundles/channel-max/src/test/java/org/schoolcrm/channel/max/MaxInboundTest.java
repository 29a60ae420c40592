package org.schoolcrm.channel.max;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.channel.kit.HookSecret;
import org.schoolcrm.channel.spi.FetchedNews;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.InboundMessage.Kind;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.TestAccount;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.runtime.api.HttpAnswer;

class MaxInboundTest {

    private static final Instant AT = Instant.ofEpochMilli(1573226679188L);
    private static final Instant NOW = Instant.parse("2026-09-01T06:00:00Z");
    private static final String HEADER = "x-max-bot-api-secret";
    private static final URI HOOK = URI.create("https://crm.example/hooks/messages/max/hook-1");

    private final SimulatedMax max = new SimulatedMax(MessageChannelContract.Provider.ACCEPTS);
    private final MaxChannel channel = new MaxChannel(max);
    private final ProviderAccount account = SimulatedMax.account();

    /** The event is the one in the description of MAX's schema, 0.0.32. */
    @Test
    void a_link_opens_the_dialog_with_its_token() {
        var documented = "{\"update_type\":\"bot_started\",\"timestamp\":1573226679188,\"chat_id\":1234567890,"
                + "\"user\":{\"user_id\":1234567890,\"name\":\"Boris\",\"username\":\"borisd84\"},"
                + "\"payload\":\"any data meaningful to bot\"}";

        assertThat(parsed(documented))
                .containsExactly(new InboundMessage(
                        "START:1234567890:1573226679188", Kind.START, "1234567890", "any data meaningful to bot", AT));
        assertThat(parsed(documented.replace("\"any data meaningful to bot\"", "null")))
                .extracting(InboundMessage::text)
                .containsExactly("");
    }

    @Test
    void a_stopped_bot_is_told_of_once_even_if_the_dialog_is_removed_with_it() {
        var stopped = "{\"update_type\":\"bot_stopped\",\"timestamp\":1573226679188,\"chat_id\":99,"
                + "\"user\":{\"user_id\":123,\"is_bot\":false}}";

        assertThat(parsed(stopped))
                .containsExactly(new InboundMessage("STOP:123:1573226679188", Kind.STOP, "123", "", AT));
        assertThat(parsed(stopped.replace("bot_stopped", "dialog_removed"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "dialog, /stop,       STOP",
        "dialog, Стоп,        STOP",
        "dialog, /start abc,  START",
        "dialog, Когда урок?, TEXT",
        "chat,   /stop,",
        "chat,   Когда урок?,"
    })
    void only_what_is_said_in_the_dialog_is_meant_for_the_bot(String type, String text, Kind kind) {
        assertThat(parsed(message(type, "false", text)).stream()
                        .map(InboundMessage::kind)
                        .findFirst()
                        .orElse(null))
                .isEqualTo(kind);
    }

    @Test
    void a_message_is_known_by_its_number_and_its_writer() {
        assertThat(parsed(message("dialog", "false", "Когда урок?")))
                .containsExactly(new InboundMessage("mid.7", Kind.TEXT, "123", "Когда урок?", AT));
        assertThat(parsed(message("dialog", "true", "Когда урок?"))).isEmpty();
    }

    @Test
    void without_a_time_of_its_own_an_event_happened_when_it_came() {
        var update = "{\"update_type\":\"bot_started\",\"timestamp\":\"?\",\"user\":{\"user_id\":123}}";

        assertThat(parsed(update)).extracting(InboundMessage::at).containsExactly(NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"update_type\":\"bot_started\",\"timestamp\":1}",
                "{\"update_type\":\"bot_started\",\"timestamp\":1,\"user\":{\"user_id\":\"x\"}}",
                "{\"update_type\":\"message_created\",\"message\":{\"sender\":{\"user_id\":1},"
                        + "\"recipient\":{\"chat_type\":\"dialog\"},\"body\":null}}",
                "{\"update_type\":\"dialog_muted\",\"timestamp\":1,\"user\":{\"user_id\":1}}"
            })
    void what_cannot_be_read_is_no_news(String body) {
        assertThat(parsed(body)).isEmpty();
    }

    @Test
    void a_call_proves_itself_by_the_secret_that_max_was_told() {
        var secret = HookSecret.of(account, SimulatedMax.TOKEN);

        assertThat(secret).matches("^[a-zA-Z0-9_-]{5,256}$");
        assertThat(channel.verify(account, call("{}", Map.of(HEADER, secret)))).isEqualTo(Verification.VERIFIED);
        assertThat(channel.verify(account, call("{}", Map.of(HEADER, secret + "0"))))
                .isEqualTo(Verification.REJECTED);
        assertThat(channel.acknowledge(account, call("{}", Map.of()), Verification.VERIFIED)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_subscription_is_renewed_by_the_same_request() {
        assertThat(channel.register(account, HOOK).verdict()).isEqualTo(Verdict.OK);
        assertThat(channel.register(account, HOOK).verdict()).isEqualTo(Verdict.OK);

        assertThat(max.calls()).hasSize(2);
        assertThat(max.calls().get(0).uri()).hasToString("https://platform-api2.max.ru/subscriptions");
        assertThat(new String(max.calls().get(1).body(), UTF_8))
                .contains("\"url\":\"" + HOOK + "\"")
                .contains("\"update_types\":[\"message_created\",\"bot_started\",\"bot_stopped\"]")
                .contains("\"secret\":\"" + HookSecret.of(account, SimulatedMax.TOKEN) + "\"");
        assertThat(channel.fetch(account, "")).isEqualTo(FetchedNews.NOT_OFFERED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"success\":false,\"message\":\"Invalid URL\"}             | UNCLEAR             | Invalid URL",
                "400 | {\"code\":\"proto.payload\",\"message\":\"secret\"}         | UNCLEAR             | proto.payload: secret",
                "401 | {\"code\":\"verify.token\",\"message\":\"Invalid token\"}   | CREDENTIALS_REFUSED | verify.token: Invalid token",
                "403 | {\"code\":\"deprecated.token\",\"message\":\"x\"}           | CREDENTIALS_REFUSED | deprecated.token: x",
                "401 | <html>                                                      | CREDENTIALS_REFUSED | HTTP 401",
                "200 | <html>                                                      | UNCLEAR             | HTTP 200"
            })
    void a_refused_subscription_says_why(int status, String body, Verdict verdict, String detail) {
        var refused = new MaxChannel(call -> HttpAnswer.of(status, body));

        assertThat(refused.register(account, HOOK)).isEqualTo(new ConnectionReport(verdict, detail));
    }

    @Test
    void a_trial_knows_the_bot_by_its_name() {
        var another = TestAccount.of("max", Map.of("bot", "other_bot", "token", SimulatedMax.TOKEN));
        var mistrusting = TestAccount.of(
                "max", Map.of("bot", "school_bot", "token", SimulatedMax.TOKEN, "trust", "no certificate"));

        assertThat(channel.test(account)).isEqualTo(new ConnectionReport(Verdict.OK, "@school_bot"));
        assertThat(channel.test(another)).isEqualTo(new ConnectionReport(Verdict.SETTINGS_INVALID, "bot"));
        assertThat(channel.test(mistrusting)).isEqualTo(new ConnectionReport(Verdict.SETTINGS_INVALID, "trust"));
        assertThat(channel.invitation(account, "c_4-Q")).contains(URI.create("https://max.ru/school_bot?start=c_4-Q"));
    }

    @Test
    void links_begin_elsewhere_where_the_usual_place_cannot_be_reached() {
        var there = TestAccount.of("max", Map.of("bot", "school_bot", "links", "https://links.example/bots"));

        assertThat(channel.invitation(there, "c_4-Q"))
                .contains(URI.create("https://links.example/bots/school_bot?start=c_4-Q"));
    }

    private List<InboundMessage> parsed(String body) {
        return channel.parse(account, call(body, Map.of())).inbound();
    }

    private static String message(String type, String bot, String text) {
        return ("{\"update_type\":\"message_created\",\"timestamp\":1573226679188,\"message\":{\"sender\":"
                        + "{\"user_id\":123,\"is_bot\":%s},\"recipient\":{\"chat_id\":99,\"chat_type\":\"%s\"},"
                        + "\"timestamp\":1573226679188,\"body\":{\"mid\":\"mid.7\",\"seq\":1,\"text\":\"%s\"}}}")
                .formatted(bot, type, text);
    }

    private static RawWebhook call(String body, Map<String, String> headers) {
        return new RawWebhook("POST", "", "", headers, body.getBytes(UTF_8), "192.0.2.1", NOW);
    }
}
