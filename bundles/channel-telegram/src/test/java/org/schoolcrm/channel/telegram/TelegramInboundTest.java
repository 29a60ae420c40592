package org.schoolcrm.channel.telegram;

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

class TelegramInboundTest {

    private static final Instant NOW = Instant.ofEpochSecond(1788246000);
    private static final String HEADER = "x-telegram-bot-api-secret-token";
    private static final URI HOOK = URI.create("https://crm.example/hooks/messages/telegram/hook-1");

    private final SimulatedTelegram telegram = new SimulatedTelegram(MessageChannelContract.Provider.ACCEPTS);
    private final TelegramChannel channel = new TelegramChannel(telegram);
    private final ProviderAccount account = SimulatedTelegram.account();
    private final ProviderAccount polled = SimulatedTelegram.polledAccount();

    @Test
    void documented_updates_are_understood() {
        assertThat(parsed(SimulatedTelegram.sample("webhook_start", "body")))
                .containsExactly(new InboundMessage("10001", Kind.START, "421337", "c_4fQz0m1Rk2nB7xYpLw8sTA", NOW));
        assertThat(parsed(SimulatedTelegram.sample("webhook_blocked")))
                .containsExactly(new InboundMessage("10002", Kind.STOP, "421337", "", NOW.plusSeconds(100)));
    }

    @ParameterizedTest
    @CsvSource({
        "member,        kicked,        STOP",
        "member,        left,          STOP",
        "kicked,        member,        RESUMED",
        "left,          member,        RESUMED",
        "left,          administrator, RESUMED",
        "member,        administrator,",
        "administrator, member,"
    })
    void leaving_stops_and_coming_back_resumes(String before, String now, Kind kind) {
        var update = ("{\"update_id\":5,\"my_chat_member\":{\"chat\":{\"id\":421337},\"date\":1788246000,"
                        + "\"old_chat_member\":{\"status\":\"%s\"},\"new_chat_member\":{\"status\":\"%s\"}}}")
                .formatted(before, now);

        assertThat(parsed(update))
                .isEqualTo(kind == null ? List.of() : List.of(new InboundMessage("5", kind, "421337", "", NOW)));
    }

    @ParameterizedTest
    @CsvSource({
        "private, /stop,        STOP",
        "private, Стоп,         STOP",
        "private, Когда урок?,  TEXT",
        "group,   /start@B abc, START",
        "group,   Стоп,",
        "group,   Когда урок?,"
    })
    void in_a_group_only_commands_are_meant_for_the_bot(String type, String text, Kind kind) {
        var update = message(type, "\"text\":\"" + text + "\"");

        assertThat(parsed(update).stream().map(InboundMessage::kind).findFirst().orElse(null))
                .isEqualTo(kind);
    }

    @Test
    void what_is_written_under_a_picture_is_text() {
        assertThat(parsed(message("private", "\"caption\":\"чек\"")))
                .containsExactly(new InboundMessage("5", Kind.TEXT, "421337", "чек", NOW));
        assertThat(parsed(message("private", "\"photo\":[]"))).isEmpty();
    }

    @Test
    void a_group_that_moved_is_told_by_the_old_chat_and_by_the_new_one() {
        assertThat(parsed(message("group", "\"migrate_to_chat_id\":-1001356415630")))
                .containsExactly(new InboundMessage("5", Kind.MOVED, "421337", "-1001356415630", NOW));
        assertThat(parsed(message("supergroup", "\"migrate_from_chat_id\":-52")))
                .containsExactly(new InboundMessage("5", Kind.MOVED, "-52", "421337", NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"update_id\":5}",
                "{\"update_id\":\"x\",\"message\":{\"chat\":{\"id\":1,\"type\":\"private\"},\"date\":1,\"text\":\"a\"}}",
                "{\"update_id\":5,\"message\":{\"chat\":{\"id\":\"x\",\"type\":\"private\"},\"date\":1,\"text\":\"a\"}}",
                "{\"update_id\":5,\"message\":{\"chat\":{\"id\":1,\"type\":\"private\"},\"date\":99999999999,\"text\":\"a\"}}",
                "{\"update_id\":5,\"edited_message\":{\"chat\":{\"id\":1,\"type\":\"private\"},\"date\":1,\"text\":\"a\"}}"
            })
    void what_cannot_be_read_is_no_news(String body) {
        assertThat(parsed(body)).isEmpty();
    }

    @Test
    void a_call_proves_itself_by_the_secret_that_telegram_was_told() {
        assertThat(channel.register(account, HOOK).verdict()).isEqualTo(Verdict.OK);
        var secret = HookSecret.of(account, SimulatedTelegram.TOKEN);
        assertThat(asked(0))
                .contains("\"url\":\"" + HOOK + "\"")
                .contains("\"secret_token\":\"" + secret + "\"")
                .contains("\"allowed_updates\":[\"message\",\"my_chat_member\"]");

        assertThat(channel.verify(account, call("{}", Map.of(HEADER, secret)))).isEqualTo(Verification.VERIFIED);
        assertThat(channel.verify(account, call("{}", Map.of(HEADER, secret.replace('a', 'b')))))
                .isEqualTo(Verification.REJECTED);
        var other = TestAccount.of("telegram", Map.of("bot", "SchoolBot", "token", "110201543:another-token"));
        assertThat(channel.verify(other, call("{}", Map.of(HEADER, secret)))).isEqualTo(Verification.REJECTED);
    }

    @Test
    void without_a_public_address_telegram_is_told_to_keep_what_comes() {
        assertThat(channel.register(polled, HOOK).verdict()).isEqualTo(Verdict.OK);

        assertThat(telegram.calls().get(0).uri().getPath()).endsWith("/deleteWebhook");
        assertThat(channel.fetch(account, "")).isEqualTo(FetchedNews.NOT_OFFERED);
    }

    @Test
    void fetched_news_name_the_cursor_after_the_last_of_them() {
        var start = SimulatedTelegram.sample("webhook_start", "body");
        var unheard = "{\"update_id\":10003,\"poll\":{}}";
        var answering = new TelegramChannel(call -> SimulatedTelegram.ok(
                "[" + start + "," + SimulatedTelegram.sample("webhook_blocked") + "," + unheard + "]"));
        var fetched = answering.fetch(polled, "");

        assertThat(fetched.news().inbound()).extracting(InboundMessage::kind).containsExactly(Kind.START, Kind.STOP);
        assertThat(fetched.cursor()).isEqualTo("10004");
        assertThat(fetched.report()).isEqualTo(new ConnectionReport(Verdict.OK, ""));
    }

    @Test
    void what_was_kept_is_asked_for_no_more_and_silence_changes_nothing() {
        assertThat(channel.fetch(polled, "10003").cursor()).isEqualTo("10003");
        assertThat(channel.fetch(polled, "").cursor()).isEmpty();

        assertThat(asked(0)).contains("\"offset\":10003").contains("\"timeout\":10");
        assertThat(asked(1)).doesNotContain("offset");
    }

    @Test
    void whoever_cannot_fetch_says_why_and_asks_the_same_again() {
        var conflict = SimulatedTelegram.refused(409, "Conflict: can't use getUpdates method while webhook is active");
        for (var answer : List.of(conflict, HttpAnswer.noAnswer("silence"), HttpAnswer.of(200, "<html>"))) {
            var fetched = new TelegramChannel(call -> answer).fetch(polled, "7");

            assertThat(fetched.cursor()).isEqualTo("7");
            assertThat(fetched.news().inbound()).isEmpty();
            assertThat(fetched.report().verdict()).isNotEqualTo(Verdict.OK);
        }
    }

    @Test
    void a_trial_knows_the_bot_by_its_name() {
        var another = TestAccount.of("telegram", Map.of("bot", "OtherBot", "token", SimulatedTelegram.TOKEN));

        assertThat(channel.test(account)).isEqualTo(new ConnectionReport(Verdict.OK, "@SchoolBot"));
        assertThat(channel.test(another)).isEqualTo(new ConnectionReport(Verdict.SETTINGS_INVALID, "bot"));
        assertThat(new TelegramChannel(call -> SimulatedTelegram.refused(404, "Not Found")).test(account))
                .isEqualTo(new ConnectionReport(Verdict.CREDENTIALS_REFUSED, "404: Not Found"));
        assertThat(channel.invitation(account, "c_4-Q")).contains(URI.create("https://t.me/SchoolBot?start=c_4-Q"));
    }

    @Test
    void links_begin_elsewhere_where_the_usual_place_cannot_be_reached() {
        var there = TestAccount.of("telegram", Map.of("bot", "school_bot", "links", "https://links.example/bots"));

        assertThat(channel.invitation(there, "c_4-Q"))
                .contains(URI.create("https://links.example/bots/school_bot?start=c_4-Q"));
    }

    private List<InboundMessage> parsed(String body) {
        return channel.parse(account, call(body, Map.of())).inbound();
    }

    private String asked(int index) {
        return new String(telegram.calls().get(index).body(), UTF_8);
    }

    private static String message(String type, String field) {
        return "{\"update_id\":5,\"message\":{\"chat\":{\"id\":421337,\"type\":\"" + type + "\"},\"date\":1788246000,"
                + field + "}}";
    }

    private static RawWebhook call(String body, Map<String, String> headers) {
        return new RawWebhook("POST", "", "", headers, body.getBytes(UTF_8), "192.0.2.1", Instant.EPOCH);
    }
}
