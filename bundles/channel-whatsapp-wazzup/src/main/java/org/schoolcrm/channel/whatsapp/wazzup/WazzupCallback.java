package org.schoolcrm.channel.whatsapp.wazzup;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.schoolcrm.channel.kit.Phone;
import org.schoolcrm.channel.kit.ProviderText;
import org.schoolcrm.channel.kit.StopWords;
import org.schoolcrm.channel.spi.ChannelNews;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.DeliveryReceipt.Kind;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.kit.Json;
import org.schoolcrm.provider.wire.Signing;

/** What Wazzup24 says later: statuses and messages in one document, unsigned; a key in a header if it was given one. */
final class WazzupCallback {

    private WazzupCallback() {}

    /** Without a key the account's address, which nobody else knows, is the proof. */
    static boolean isGenuine(ProviderAccount account, RawWebhook call) {
        var keys = account.secrets(WazzupProfile.CRM_KEY);
        var given = call.header("authorization").orElse("");
        return call.method().equals("POST")
                && (keys.isEmpty() || keys.stream().anyMatch(key -> Signing.same("Bearer " + key, given)));
    }

    /** The trial call when the address is registered, {@code {"test":true}}, tells nothing. */
    static ChannelNews parse(ProviderAccount account, RawWebhook call) {
        return Json.read(call.text())
                .map(root -> new ChannelNews(
                        elements(root.path("statuses"))
                                .flatMap(status -> receipt(status, call).stream())
                                .toList(),
                        elements(root.path("messages"))
                                .flatMap(message -> inbound(account, message, call).stream())
                                .toList()))
                .orElse(ChannelNews.NONE);
    }

    private static Optional<DeliveryReceipt> receipt(JsonNode status, RawWebhook call) {
        var id = status.path("messageId").asText();
        var word = status.path("status").asText();
        if (id.isEmpty()) {
            return Optional.empty();
        }
        var at = at(status.path("timestamp"), call);
        return switch (word) {
            case "delivered" -> Optional.of(receipt(id, word, Kind.DELIVERED, Cause.NONE, "", at));
            case "read" -> Optional.of(receipt(id, word, Kind.READ, Cause.NONE, "", at));
            case "error" -> {
                var error = status.path("error");
                var code = error.path("error").asText();
                var words = ProviderText.of(code, error.path("description").asText());
                yield Optional.of(receipt(id, word, Kind.UNDELIVERED, cause(code), words, at));
            }
            default -> Optional.empty();
        };
    }

    private static DeliveryReceipt receipt(String id, String word, Kind kind, Cause cause, String words, Instant at) {
        return new DeliveryReceipt(id + ":" + word, id, null, kind, cause, words, at);
    }

    private static Cause cause(String code) {
        return switch (WazzupOutcome.plain(code)) {
            case "badcontact" -> Cause.ADDRESS;
            case "toolongtext" -> Cause.SIZE;
            case "wrongcontent", "badlink" -> Cause.CONTENT;
            case "spam" -> Cause.POLICY;
            case "toomanyextreqs" -> Cause.PROVIDER_BUSY;
            case "channelrejected" -> Cause.BANNED;
            default -> Cause.NONE;
        };
    }

    private static Optional<InboundMessage> inbound(ProviderAccount account, JsonNode message, RawWebhook call) {
        var id = message.path("messageId").asText();
        var text = message.path("text").asText();
        boolean isOurs = message.path("chatType").asText().equals("whatsapp")
                && message.path("channelId").asText().equalsIgnoreCase(account.setting(WazzupProfile.CHANNEL_ID));
        if (!isOurs
                || id.isEmpty()
                || text.isEmpty()
                || !message.path("status").asText().equals("inbound")) {
            return Optional.empty();
        }
        var from = Phone.e164(message.path("chatId").asText());
        return Optional.of(
                new InboundMessage(id, StopWords.kindOf(text), from, text, at(message.path("dateTime"), call)));
    }

    private static Instant at(JsonNode time, RawWebhook call) {
        try {
            return Instant.parse(time.asText());
        } catch (DateTimeException e) {
            return call.receivedAt();
        }
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).filter(JsonNode::isObject);
    }
}
