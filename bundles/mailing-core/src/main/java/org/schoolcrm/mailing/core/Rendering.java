package org.schoolcrm.mailing.core;

import java.util.Map;
import org.schoolcrm.channel.spi.MessageChannel.Encoding;

/** Fills the words of a template for one channel: values are written so that they can only be read as text. */
final class Rendering {

    private Rendering() {}

    static String body(String body, Map<String, String> values, Encoding encoding) {
        return new TagText(body).fill(values, value -> switch (encoding) {
            case PLAIN -> value;
            case HTML -> html(value);
        });
    }

    /** One line, whatever the values contain: a line break would start a header of its own. */
    static String subject(String subject, Map<String, String> values) {
        var filled = new TagText(subject).fill(values, value -> value);
        return filled.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private static String html(String value) {
        var escaped = new StringBuilder(value.length() + 16);
        value.chars().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append((char) c);
            }
        });
        return escaped.toString();
    }
}
