package org.schoolcrm.channel.max;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.schoolcrm.channel.kit.ChatCommands;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.InboundMessage.Kind;

/** What MAX tells of dialogs. Its events have no numbers; messages have. */
final class MaxUpdates {

    static final Pattern USER = Pattern.compile("[1-9]\\d{0,18}");
    private static final Pattern MILLISECONDS = Pattern.compile("\\d{12,14}");

    private MaxUpdates() {}

    /** Nothing if it is no news to us: a removed dialog is told of as a stopped bot too. */
    static Optional<InboundMessage> read(JsonNode update, Instant receivedAt) {
        return switch (update.path("update_type").asText()) {
            case "bot_started" ->
                event(update, Kind.START, update.path("payload").asText(), receivedAt);
            case "bot_stopped" -> event(update, Kind.STOP, "", receivedAt);
            case "message_created" -> message(update.path("message"), receivedAt);
            default -> Optional.empty();
        };
    }

    private static Optional<InboundMessage> event(JsonNode update, Kind kind, String text, Instant receivedAt) {
        var user = user(update.path("user"));
        var time = update.path("timestamp").asText();
        return user.map(
                id -> new InboundMessage(kind + ":" + id + ":" + time, kind, id, text, time(update, receivedAt)));
    }

    private static Optional<InboundMessage> message(JsonNode message, Instant receivedAt) {
        var text = message.path("body").path("text").asText();
        var mid = message.path("body").path("mid").asText();
        boolean saidToUs = message.path("recipient").path("chat_type").asText().equals("dialog");
        return text.isBlank() || mid.isEmpty() || !saidToUs
                ? Optional.empty()
                : user(message.path("sender")).map(id -> ChatCommands.read(mid, id, text, time(message, receivedAt)));
    }

    private static Optional<String> user(JsonNode person) {
        return Optional.of(person.path("user_id").asText())
                .filter(id -> USER.matcher(id).matches())
                .filter(id -> !person.path("is_bot").asBoolean());
    }

    private static Instant time(JsonNode part, Instant otherwise) {
        var told = part.path("timestamp").asText();
        return MILLISECONDS.matcher(told).matches() ? Instant.ofEpochMilli(Long.parseLong(told)) : otherwise;
    }
}
