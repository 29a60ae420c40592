package org.schoolcrm.channel.whatsapp.wazzup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.channel.spi.ChannelNews;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.DeliveryReceipt.Kind;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.testkit.TestAccount;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.runtime.api.HttpAnswer;

class WazzupCallbackTest {

    private static final Instant NOW = Instant.parse("2026-09-01T06:00:00Z");
    private static final String ID = "be3dc577-60c4-4fc8-83a5-8c358e0bfe15";

    private final WazzupChannel channel = new WazzupChannel(call -> HttpAnswer.of(500, ""));
    private final ProviderAccount account = account(Map.of());

    @Test
    void the_trial_call_is_answered_and_tells_nothing() {
        var call = call("{\"test\":true}", "");

        assertThat(channel.verify(account, call)).isEqualTo(Verification.VERIFIED);
        assertThat(channel.parse(account, call)).isEqualTo(ChannelNews.NONE);
        assertThat(channel.acknowledge(account, call, Verification.VERIFIED).status())
                .isEqualTo(200);
    }

    @Test
    void where_a_key_was_given_nothing_else_is_believed() {
        var keyed = account(Map.of("crmKey", "new-key", "crmKeyPrevious", "old-key"));

        assertThat(channel.verify(keyed, call("{}", "Bearer new-key"))).isEqualTo(Verification.VERIFIED);
        assertThat(channel.verify(keyed, call("{}", "Bearer old-key"))).isEqualTo(Verification.VERIFIED);
        assertThat(channel.verify(keyed, call("{}", "Bearer new-kez"))).isEqualTo(Verification.REJECTED);
        assertThat(channel.verify(keyed, call("{}", "new-key"))).isEqualTo(Verification.REJECTED);
        assertThat(channel.verify(keyed, call("{}", ""))).isEqualTo(Verification.REJECTED);
    }

    @ParameterizedTest
    @CsvSource({"delivered, DELIVERED", "read, READ", "error, UNDELIVERED", "sent,", "edited,", "unheardOf,"})
    void only_final_statuses_are_news(String status, Kind kind) {
        var receipts = channel.parse(account, status(status, "")).receipts();

        assertThat(receipts.stream().map(DeliveryReceipt::kind).findFirst())
                .isEqualTo(java.util.Optional.ofNullable(kind));
    }

    @Test
    void a_status_is_known_by_the_message_and_what_happened_to_it() {
        assertThat(channel.parse(account, status("delivered", "")).receipts())
                .extracting(
                        DeliveryReceipt::eventKey,
                        DeliveryReceipt::providerId,
                        DeliveryReceipt::reference,
                        DeliveryReceipt::at)
                .containsExactly(tuple(ID + ":delivered", ID, null, Instant.parse("2025-02-05T06:01:07.499Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "BAD_CONTACT,       ADDRESS",
        "TOO_LONG_TEXT,     SIZE",
        "WRONG_CONTENT,     CONTENT",
        "BAD_LINK,          CONTENT",
        "SPAM,              POLICY",
        "TOO_MANY_EXT_REQS, PROVIDER_BUSY",
        "CHANNEL_REJECTED,  BANNED",
        "24_HOURS_EXCEEDED, NONE",
        "GENERAL_ERROR,     NONE"
    })
    void an_error_says_whose_fault_it_is(String code, Cause cause) {
        var error = ",\"error\":{\"error\":\"%s\",\"description\":\"words\"}".formatted(code);

        assertThat(channel.parse(account, status("error", error)).receipts())
                .extracting(DeliveryReceipt::cause, DeliveryReceipt::detail)
                .containsExactly(tuple(cause, code + ": words"));
    }

    @Test
    void statuses_and_messages_come_together() {
        var news = channel.parse(account, call("""
                {"messages":[
                  {"messageId":"m-1","dateTime":"2025-05-06T14:18:00.001Z","channelId":"%1$s","chatType":"whatsapp",
                   "chatId":"79161234567","type":"text","isEcho":false,"text":"Стоп","status":"inbound"},
                  {"messageId":"m-2","dateTime":"no time","channelId":"%1$s","chatType":"whatsapp",
                   "chatId":"79161234568","type":"text","isEcho":false,"text":"Спасибо!","status":"inbound"},
                  {"messageId":"m-3","channelId":"%1$s","chatType":"whatsapp","chatId":"79161234568","type":"text",
                   "isEcho":true,"text":"ours","status":"sent"},
                  {"messageId":"m-4","channelId":"b96a353b-1111-4cac-8413-ba9999900002","chatType":"whatsapp",
                   "chatId":"79161234568","type":"text","text":"to another number","status":"inbound"}],
                 "statuses":[{"messageId":"%2$s","status":"read","timestamp":"2025-05-06T14:18:02Z"}]}
                """.formatted(SimulatedWazzup.CHANNEL, ID), ""));

        assertThat(news.receipts()).extracting(DeliveryReceipt::kind).containsExactly(Kind.READ);
        assertThat(news.inbound())
                .containsExactly(
                        new InboundMessage(
                                "m-1",
                                InboundMessage.Kind.STOP,
                                "+79161234567",
                                "Стоп",
                                Instant.parse("2025-05-06T14:18:00.001Z")),
                        new InboundMessage("m-2", InboundMessage.Kind.TEXT, "+79161234568", "Спасибо!", NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{\"statuses\":7}", "{\"statuses\":[7,{}]}", "{\"messages\":{\"a\":1}}", "<html>"})
    void what_cannot_be_read_tells_nothing(String body) {
        assertThat(channel.parse(account, call(body, ""))).isEqualTo(ChannelNews.NONE);
    }

    private static RawWebhook status(String status, String more) {
        return call(
                "{\"statuses\":[{\"messageId\":\"%s\",\"timestamp\":\"2025-02-05T06:01:07.499Z\",\"status\":\"%s\"%s}]}"
                        .formatted(ID, status, more),
                "");
    }

    private static RawWebhook call(String body, String authorization) {
        var headers = authorization.isEmpty() ? Map.<String, String>of() : Map.of("authorization", authorization);
        return new RawWebhook("POST", "", "", headers, body.getBytes(UTF_8), "192.0.2.1", NOW);
    }

    private static ProviderAccount account(Map<String, String> more) {
        var settings = new java.util.HashMap<>(Map.of("apiKey", "API-KEY", "channelId", SimulatedWazzup.CHANNEL));
        settings.putAll(more);
        return TestAccount.of("wazzup24-v3", settings);
    }
}
