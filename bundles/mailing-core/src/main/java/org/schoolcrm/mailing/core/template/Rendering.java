package org.schoolcrm.mailing.core.template;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.schoolcrm.channel.spi.ChannelProfile.Encoding;

/** Fills the words of a template for one channel: values are written so that they can only be read as text. */
public final class Rendering {

    private static final Pattern LINE_BREAK = Pattern.compile("\\R");
    private static final Pattern BARE_AMPERSAND = Pattern.compile("&(?!#?\\w+;)");

    private Rendering() {}

    public static String body(String body, Map<String, String> values, Encoding encoding) {
        return switch (encoding) {
            case PLAIN -> new TagText(body).fill(values, (value, position) -> apart(value, body, position));
            case HTML -> html(HtmlCursor.isHtml(body) ? body : typed(body), values);
            case CHAT_HTML -> chat(TagValue.escape(body), values);
            case CHAT_TEXT ->
                new TagText(body).fill(values, (value, position) -> apart(value.unmarked(), body, position));
        };
    }

    /** What follows a bare address without a blank would be taken for a part of it. */
    private static String apart(TagValue value, String body, int position) {
        int end = body.indexOf('}', position) + 1;
        boolean glued = value.endsWithLink() && end < body.length() && !Character.isWhitespace(body.charAt(end));
        return glued ? value.plain() + " " : value.plain();
    }

    /** Messengers make links of addresses and breaks of lines by themselves. */
    private static String chat(String escaped, Map<String, String> values) {
        return new TagText(escaped).fill(values, (value, position) -> TagValue.escape(apart(value, escaped, position)));
    }

    private static String html(String body, Map<String, String> values) {
        var cursor = new HtmlCursor(body);
        return new TagText(body).fill(values, (value, position) -> switch (cursor.at(position)) {
            case TEXT -> value.html();
            case LINK_TEXT -> value.htmlWithoutLinks();
            case MARKUP -> value.attribute();
        });
    }

    /** What was typed without HTML looks as it was typed: its lines stay lines. */
    private static String typed(String body) {
        var text = BARE_AMPERSAND.matcher(body.strip()).replaceAll("&amp;").replace("<", "&lt;");
        return LINE_BREAK.matcher(text).replaceAll("<br>\n");
    }

    /** Values as people read them, for channels that fill templates themselves. */
    public static Map<String, String> plain(Map<String, String> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, one -> new TagValue(one.getValue()).plain()));
    }

    /** One line without marks of direction, whatever the values contain: a break would start a header of its own. */
    public static String subject(String subject, Map<String, String> values) {
        var filled = new TagText(subject).fill(values, (value, position) -> value.plain());
        return filled.replaceAll("[\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]", "")
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
    }
}
