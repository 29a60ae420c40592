package org.schoolcrm.channel.whatsapp.green;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Instant;
import java.util.HashMap;
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

class GreenCallbackTest {

    private static final Instant NOW = Instant.parse("2026-09-01T06:00:00Z");
    private static final String ID = "3EB0C767D097B7C7C030";

    private final GreenChannel channel = new GreenChannel(call -> HttpAnswer.of(500, ""));
    private final ProviderAccount account = account(Map.of());

    @ParameterizedTest
    @CsvSource({
        "delivered,  DELIVERED,   NONE",
        "read,       READ,        NONE",
        "failed,     UNDELIVERED, NONE",
        "noAccount,  UNDELIVERED, ADDRESS",
        "notInGroup, UNDELIVERED, NONE"
    })
    void final_statuses_are_news(String status, Kind kind, Cause cause) {
        assertThat(channel.parse(account, status(status)).receipts())
                .extracting(
                        DeliveryReceipt::eventKey,
                        DeliveryReceipt::providerId,
                        DeliveryReceipt::kind,
                        DeliveryReceipt::cause,
                        DeliveryReceipt::at)
                .containsExactly(tuple(ID + ":" + status, ID, kind, cause, Instant.ofEpochSecond(1788246010)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sent", "yellowCard", "pending", "somethingNew"})
    void what_may_still_arrive_is_no_news(String status) {
        assertThat(channel.parse(account, status(status))).isEqualTo(ChannelNews.NONE);
    }

    @Test
    void where_a_token_was_set_nothing_else_is_believed() {
        var keyed = account(Map.of("webhookUrlToken", "new-token", "webhookUrlTokenPrevious", "old-token"));

        assertThat(channel.verify(keyed, call("{}", "Bearer new-token"))).isEqualTo(Verification.VERIFIED);
        assertThat(channel.verify(keyed, call("{}", "new-token"))).isEqualTo(Verification.VERIFIED);
        assertThat(channel.verify(keyed, call("{}", "Bearer old-token"))).isEqualTo(Verification.VERIFIED);
        assertThat(channel.verify(keyed, call("{}", "Bearer new-tokem"))).isEqualTo(Verification.REJECTED);
        assertThat(channel.verify(keyed, call("{}", ""))).isEqualTo(Verification.REJECTED);
        assertThat(channel.verify(account, call("{}", ""))).isEqualTo(Verification.VERIFIED);
    }

    @Test
    void what_is_told_of_another_instance_is_not_ours() {
        var other = call(document("outgoingMessageStatus", "").replace("1101000001", "1101000002"), "");

        assertThat(channel.parse(account, other)).isEqualTo(ChannelNews.NONE);
    }

    @Test
    void people_answer_in_either_shape_of_a_text() {
        var plain = inbound("79161234567@c.us", "\"textMessageData\":{\"textMessage\":\"СТОП\"}");
        var extended = inbound("79161234567@c.us", "\"extendedTextMessageData\":{\"text\":\"Спасибо\"}");

        assertThat(channel.parse(account, plain).inbound())
                .containsExactly(new InboundMessage(
                        ID, InboundMessage.Kind.STOP, "+79161234567", "СТОП", Instant.ofEpochSecond(1788246010)));
        assertThat(channel.parse(account, extended).inbound())
                .extracting(InboundMessage::kind, InboundMessage::text)
                .containsExactly(tuple(InboundMessage.Kind.TEXT, "Спасибо"));
    }

    @Test
    void groups_are_nobody() {
        var group = inbound("79161234567-1581234048@g.us", "\"textMessageData\":{\"textMessage\":\"СТОП\"}");

        assertThat(channel.parse(account, group)).isEqualTo(ChannelNews.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "<html>", "{\"instanceData\":{\"idInstance\":1101000001}}"})
    void what_cannot_be_read_tells_nothing(String body) {
        assertThat(channel.parse(account, call(body, ""))).isEqualTo(ChannelNews.NONE);
    }

    private static RawWebhook status(String status) {
        return call(
                document(
                        "outgoingMessageStatus",
                        ",\"chatId\":\"79161234567@c.us\",\"status\":\"%s\",\"sendByApi\":true".formatted(status)),
                "");
    }

    private static RawWebhook inbound(String chat, String data) {
        return call(
                document(
                        "incomingMessageReceived",
                        ",\"senderData\":{\"chatId\":\"%s\"},\"messageData\":{\"typeMessage\":\"textMessage\",%s}"
                                .formatted(chat, data)),
                "");
    }

    private static String document(String type, String more) {
        return ("{\"typeWebhook\":\"%s\",\"instanceData\":{\"idInstance\":1101000001,\"wid\":\"79160000000@c.us\","
                        + "\"typeInstance\":\"whatsapp\"},\"timestamp\":1788246010,\"idMessage\":\"%s\"%s}")
                .formatted(type, ID, more);
    }

    private static RawWebhook call(String body, String authorization) {
        var headers = authorization.isEmpty() ? Map.<String, String>of() : Map.of("authorization", authorization);
        return new RawWebhook("POST", "", "", headers, body.getBytes(UTF_8), "192.0.2.1", NOW);
    }

    private static ProviderAccount account(Map<String, String> more) {
        var settings =
                new HashMap<>(Map.of("idInstance", SimulatedGreen.INSTANCE, "apiTokenInstance", SimulatedGreen.TOKEN));
        settings.putAll(more);
        return TestAccount.of("green-api", settings);
    }
}
