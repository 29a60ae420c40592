package org.schoolcrm.channel.kit;

import java.util.Locale;
import java.util.Set;
import org.schoolcrm.channel.spi.InboundMessage;

/** Words by which people refuse messages, or want them again. A message must be that word alone. */
public final class StopWords {

    private static final Set<String> STOP =
            Set.of("STOP", "STOPALL", "UNSUBSCRIBE", "СТОП", "ОТПИСАТЬСЯ", "ОТПИСКА", "ОТПИСАТЬ", "ОТКАЗ", "НЕ ПИСАТЬ");
    private static final Set<String> START = Set.of("START", "UNSTOP", "СТАРТ", "ВОЗОБНОВИТЬ", "ПОДПИСАТЬСЯ");

    private StopWords() {}

    /** What a message means to which the channel gives no meaning of its own. */
    public static InboundMessage.Kind kindOf(String text) {
        var word = text.strip().toUpperCase(Locale.ROOT).replaceAll("^\\p{Punct}+|\\p{Punct}+$", "");
        if (STOP.contains(word)) {
            return InboundMessage.Kind.STOP;
        }
        return START.contains(word) ? InboundMessage.Kind.RESUMED : InboundMessage.Kind.TEXT;
    }
}
