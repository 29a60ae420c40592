package org.schoolcrm.channel.sms.exolve;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.schoolcrm.channel.kit.Phone;
import org.schoolcrm.channel.kit.StopWords;
import org.schoolcrm.channel.spi.ChannelNews;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.DeliveryReceipt.Kind;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.kit.Json;

/** An event of a message, ours or one that somebody wrote to our number. Only words that leave no doubt are news. */
final class ExolveEvent {

    private ExolveEvent() {}

    /** Whether it speaks of a message; who knows the account's address is believed. */
    static boolean isReadable(RawWebhook call) {
        return message(call).isPresent();
    }

    static ChannelNews parse(RawWebhook call) {
        return message(call).map(root -> news(root, call.receivedAt())).orElse(ChannelNews.NONE);
    }

    private static Optional<JsonNode> message(RawWebhook call) {
        return Json.read(call.text())
                .filter(root -> !root.path("message_id").asText().isEmpty());
    }

    private static ChannelNews news(JsonNode root, Instant receivedAt) {
        var id = root.path("message_id").asText();
        var at = time(root.path("date").asText()).orElse(receivedAt);
        if (root.path("direction").asText().toUpperCase(Locale.ROOT).endsWith("INCOMING")) {
            var text = root.path("text").asText();
            var address = Phone.e164(root.path("sender").asText());
            return new ChannelNews(
                    List.of(), List.of(new InboundMessage("in:" + id, StopWords.kindOf(text), address, text, at)));
        }
        var status = root.path("delivery_status").asText(root.path("status").asText());
        return new ChannelNews(
                kind(status)
                        .map(kind -> new DeliveryReceipt(id + ":" + status, id, null, kind, Cause.NONE, status, at))
                        .stream()
                        .toList(),
                List.of());
    }

    private static Optional<Kind> kind(String status) {
        return switch (status.toUpperCase(Locale.ROOT).replaceFirst("^(DELIVERY_)?STATUS_", "")) {
            case "DELIVERED" -> Optional.of(Kind.DELIVERED);
            case "UNDELIVERED", "NOT_DELIVERED", "FAILED", "REJECTED", "EXPIRED" -> Optional.of(Kind.UNDELIVERED);
            default -> Optional.empty();
        };
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
