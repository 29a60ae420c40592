package org.schoolcrm.mailing.core.template;

import java.util.Map;
import org.schoolcrm.channel.spi.MessageChannel.Encoding;

/** Fills the words of a template for one channel: values are written so that they can only be read as text. */
public final class Rendering {

    private Rendering() {}

    public static String body(String body, Map<String, String> values, Encoding encoding) {
        return new TagText(body)
                .fill(
                        values,
                        (value, insideMarkup) ->
                                insideMarkup && encoding == Encoding.HTML ? value.attribute() : value.in(encoding));
    }

    /** One line, whatever the values contain: a line break would start a header of its own. */
    public static String subject(String subject, Map<String, String> values) {
        var filled = new TagText(subject).fill(values, (value, insideMarkup) -> value.plain());
        return filled.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
