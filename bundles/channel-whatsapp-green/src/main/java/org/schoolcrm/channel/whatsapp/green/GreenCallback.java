package org.schoolcrm.channel.whatsapp.green;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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

/** What Green-API says later, one event a call; unsigned, with a token in a header if one was set. */
final class GreenCallback {

    /** Chats of a single person; groups end in another way. */
    private static final Pattern PERSON = Pattern.compile("(\\d{5,15})@c\\.us");

    private GreenCallback() {}

    /** Without a token the account's address, which nobody else knows, is the proof. */
    static boolean isGenuine(ProviderAccount account, RawWebhook call) {
        var tokens = account.secrets(GreenProfile.WEBHOOK_TOKEN);
        var given = call.header("authorization").orElse("");
        return call.method().equals("POST")
                && (tokens.isEmpty()
                        || tokens.stream()
                                .anyMatch(
                                        token -> Signing.same(token, given) || Signing.same("Bearer " + token, given)));
    }

    static ChannelNews parse(ProviderAccount account, RawWebhook call) {
        return Json.read(call.text())
                .filter(root -> root.path("instanceData")
                        .path("idInstance")
                        .asText()
                        .equals(account.setting(GreenProfile.INSTANCE)))
                .map(root -> switch (root.path("typeWebhook").asText()) {
                    case "outgoingMessageStatus" ->
                        new ChannelNews(receipt(root, call).stream().toList(), List.of());
                    case "incomingMessageReceived" ->
                        new ChannelNews(List.of(), inbound(root, call).stream().toList());
                    default -> ChannelNews.NONE;
                })
                .orElse(ChannelNews.NONE);
    }

    /** A yellow card leaves the message in their queue: it may still go, so it is no news of it. */
    private static Optional<DeliveryReceipt> receipt(JsonNode root, RawWebhook call) {
        return switch (root.path("status").asText()) {
            case "delivered" -> receipt(root, call, Kind.DELIVERED, Cause.NONE);
            case "read" -> receipt(root, call, Kind.READ, Cause.NONE);
            case "noAccount" -> receipt(root, call, Kind.UNDELIVERED, Cause.ADDRESS);
            case "failed", "notInGroup" -> receipt(root, call, Kind.UNDELIVERED, Cause.NONE);
            default -> Optional.empty();
        };
    }

    private static Optional<DeliveryReceipt> receipt(JsonNode root, RawWebhook call, Kind kind, Cause cause) {
        var id = root.path("idMessage").asText();
        var status = root.path("status").asText();
        var words = kind == Kind.UNDELIVERED
                ? ProviderText.of(status, root.path("description").asText())
                : "";
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(new DeliveryReceipt(id + ":" + status, id, null, kind, cause, words, at(root, call)));
    }

    private static Optional<InboundMessage> inbound(JsonNode root, RawWebhook call) {
        var id = root.path("idMessage").asText();
        var chat = PERSON.matcher(root.path("senderData").path("chatId").asText());
        var data = root.path("messageData");
        var typed = data.path("textMessageData").path("textMessage").asText();
        var text = typed.isEmpty()
                ? data.path("extendedTextMessageData").path("text").asText()
                : typed;
        return id.isEmpty() || text.isEmpty() || !chat.matches()
                ? Optional.empty()
                : Optional.of(new InboundMessage(
                        id, StopWords.kindOf(text), Phone.e164(chat.group(1)), text, at(root, call)));
    }

    private static Instant at(JsonNode root, RawWebhook call) {
        var seconds = root.path("timestamp");
        return seconds.canConvertToInt() && seconds.asInt() > 0
                ? Instant.ofEpochSecond(seconds.asLong())
                : call.receivedAt();
    }
}
