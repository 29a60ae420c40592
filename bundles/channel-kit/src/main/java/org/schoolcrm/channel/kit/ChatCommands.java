package org.schoolcrm.channel.kit;

import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.InboundMessage.Kind;

/** What people write to bots: {@code /start} with the token of a link, {@code /stop}, and the words of {@link StopWords}. */
public final class ChatCommands {

    private static final Pattern COMMAND =
            Pattern.compile("/(start|stop)(?:@\\w{1,64})?(?:\\s+(\\S{1,512}))?\\s*", Pattern.CASE_INSENSITIVE);

    private ChatCommands() {}

    public static boolean isCommand(String text) {
        return COMMAND.matcher(text).matches();
    }

    public static InboundMessage read(String eventKey, String address, String text, Instant at) {
        var command = COMMAND.matcher(text);
        if (!command.matches()) {
            return new InboundMessage(eventKey, StopWords.kindOf(text), address, text, at);
        }
        var token = command.group(2) == null ? "" : command.group(2);
        return command.group(1).toLowerCase(Locale.ROOT).equals("start")
                ? new InboundMessage(eventKey, Kind.START, address, token, at)
                : new InboundMessage(eventKey, Kind.STOP, address, text, at);
    }
}
