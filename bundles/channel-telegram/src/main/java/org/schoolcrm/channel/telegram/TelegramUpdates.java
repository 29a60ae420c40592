package org.schoolcrm.channel.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.schoolcrm.channel.kit.ChatCommands;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.InboundMessage.Kind;

/** What Telegram tells of chats: by calls, and when asked. Everything that it tells has a number, a chat and a date. */
final class TelegramUpdates {

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,10}");
    private static final Set<String> OUT = Set.of("kicked", "left");
    private static final Set<String> IN = Set.of("member", "administrator");

    private TelegramUpdates() {}

    /** Nothing if it is no news to us, such as what members of a group say to each other. */
    static Optional<InboundMessage> read(JsonNode update) {
        var key = update.path("update_id").asText();
        boolean member = update.has("my_chat_member");
        var told = update.path(member ? "my_chat_member" : "message");
        var chat = told.path("chat").path("id").asText();
        var date = told.path("date").asText();
        if (!NUMBER.matcher(key).matches()
                || !NUMBER.matcher(chat).matches()
                || !SECONDS.matcher(date).matches()) {
            return Optional.empty();
        }
        var at = Instant.ofEpochSecond(Long.parseLong(date));
        return member ? membership(key, chat, told, at) : message(key, chat, told, at);
    }

    /** A group that became a supergroup is told of twice: in the old chat and in the new one. */
    private static Optional<InboundMessage> message(String key, String chat, JsonNode message, Instant at) {
        var to = message.path("migrate_to_chat_id").asText();
        if (NUMBER.matcher(to).matches()) {
            return Optional.of(new InboundMessage(key, Kind.MOVED, chat, to, at));
        }
        var from = message.path("migrate_from_chat_id").asText();
        if (NUMBER.matcher(from).matches()) {
            return Optional.of(new InboundMessage(key, Kind.MOVED, from, chat, at));
        }
        var text = message.path("text").asText(message.path("caption").asText());
        boolean saidToUs = message.path("chat").path("type").asText().equals("private");
        return text.isBlank() || !(saidToUs || ChatCommands.isCommand(text))
                ? Optional.empty()
                : Optional.of(ChatCommands.read(key, chat, text, at));
    }

    private static Optional<InboundMessage> membership(String key, String chat, JsonNode change, Instant at) {
        var before = change.path("old_chat_member").path("status").asText();
        var now = change.path("new_chat_member").path("status").asText();
        if (OUT.contains(now)) {
            return Optional.of(new InboundMessage(key, Kind.STOP, chat, "", at));
        }
        return OUT.contains(before) && IN.contains(now)
                ? Optional.of(new InboundMessage(key, Kind.RESUMED, chat, "", at))
                : Optional.empty();
    }
}
