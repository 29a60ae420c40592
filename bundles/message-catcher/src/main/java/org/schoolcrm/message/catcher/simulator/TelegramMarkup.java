package org.schoolcrm.message.catcher.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Telegram's reading of a text with {@code parse_mode}: the plain text with its entities, or why it cannot be read. */
final class TelegramMarkup {

    /** Why a text cannot be read, in the words of the server. */
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    private record OpenTag(String name, String link, int offset) {}

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("b", "bold"),
            Map.entry("strong", "bold"),
            Map.entry("i", "italic"),
            Map.entry("em", "italic"),
            Map.entry("u", "underline"),
            Map.entry("ins", "underline"),
            Map.entry("s", "strikethrough"),
            Map.entry("strike", "strikethrough"),
            Map.entry("del", "strikethrough"),
            Map.entry("tg-spoiler", "spoiler"),
            Map.entry("span", "spoiler"),
            Map.entry("a", "text_link"),
            Map.entry("code", "code"),
            Map.entry("pre", "pre"),
            Map.entry("blockquote", "blockquote"));
    private static final Map<String, String> NAMED = Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"");
    private static final Pattern REFERENCE =
            Pattern.compile("&(?:#(\\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?");
    private static final Pattern HREF = Pattern.compile("href\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|(\\S+))");
    private static final Set<Character> RESERVED =
            Set.of('#', '+', '-', '=', '{', '}', '.', '!', '(', ')', ']', '>', '|');
    private static final Map<Character, String> PAIRED =
            Map.of('*', "Bold", '_', "Italic", '~', "Strikethrough", '`', "Code");

    private final String source;
    private final StringBuilder text = new StringBuilder();
    private final ArrayNode entities = Json.array();
    private final Deque<OpenTag> open = new ArrayDeque<>();

    private TelegramMarkup(String source) {
        this.source = source;
    }

    static TelegramMarkup read(String text, String mode) throws Unreadable {
        var markup = new TelegramMarkup(text);
        switch (mode.toLowerCase(Locale.ROOT)) {
            case "" -> markup.text.append(text);
            case "html" -> markup.readHtml();
            case "markdownv2" -> markup.readMarkdown();
            default -> throw new Unreadable("unsupported parse_mode");
        }
        return markup;
    }

    String text() {
        return text.toString();
    }

    ArrayNode entities() {
        return entities;
    }

    private void readHtml() throws Unreadable {
        int i = 0;
        while (i < source.length()) {
            if (source.charAt(i) == '<') {
                i = readTag(i);
                continue;
            }
            int next = source.indexOf('<', i);
            int end = next < 0 ? source.length() : next;
            text.append(withoutReferences(source.substring(i, end)));
            i = end;
        }
        if (!open.isEmpty()) {
            throw new Unreadable("can't parse entities: Can't find end tag corresponding to start tag \""
                    + open.peek().name() + "\"");
        }
    }

    private int readTag(int start) throws Unreadable {
        int end = source.indexOf('>', start);
        if (end < 0) {
            throw new Unreadable("can't parse entities: Unclosed start tag at byte offset " + bytes(start));
        }
        var tag = source.substring(start + 1, end).strip();
        if (tag.startsWith("/")) {
            close(tag.substring(1).strip().toLowerCase(Locale.ROOT), start);
            return end + 1;
        }
        var name = tag.split("\\s", 2)[0].toLowerCase(Locale.ROOT);
        if (!TYPES.containsKey(name)) {
            throw new Unreadable(
                    "can't parse entities: Unsupported start tag \"" + name + "\" at byte offset " + bytes(start));
        }
        var href = HREF.matcher(tag);
        var link = name.equals("a") && href.find()
                ? withoutReferences(href.group().replaceFirst("^href\\s*=\\s*", ""))
                : "";
        open.push(new OpenTag(name, link.replaceAll("^[\"']|[\"']$", ""), text.length()));
        return end + 1;
    }

    private void close(String name, int start) throws Unreadable {
        if (open.isEmpty()) {
            throw new Unreadable("can't parse entities: Unexpected end tag at byte offset " + bytes(start));
        }
        var tag = open.pop();
        if (!name.isEmpty() && !name.equals(tag.name())) {
            throw new Unreadable("can't parse entities: Unmatched end tag at byte offset " + bytes(start)
                    + ", expected \"</" + tag.name() + ">\", found \"</" + name + ">\"");
        }
        if (text.length() > tag.offset()) {
            add(tag.name(), tag.offset(), tag.link());
        }
    }

    private void add(String name, int offset, String link) {
        var entity =
                Json.object("offset", offset, "length", text.length() - offset, "type", TYPES.getOrDefault(name, name));
        entities.add(link.isEmpty() ? entity : entity.put("url", link));
    }

    private void readMarkdown() throws Unreadable {
        var begun = new ArrayDeque<Character>();
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\\' && i + 1 < source.length()) {
                text.append(source.charAt(++i));
            } else if (PAIRED.containsKey(c)) {
                if (!begun.isEmpty() && begun.peek() == c) {
                    begun.pop();
                } else {
                    begun.push(c);
                }
            } else if (c == '[' && source.indexOf("](", i) > 0 && source.indexOf(')', source.indexOf("](", i)) > 0) {
                int middle = source.indexOf("](", i);
                text.append(source, i + 1, middle);
                i = source.indexOf(')', middle);
            } else if (RESERVED.contains(c) || c == '[') {
                throw new Unreadable("can't parse entities: Character '" + c
                        + "' is reserved and must be escaped with the preceding '\\'");
            } else {
                text.append(c);
            }
        }
        if (!begun.isEmpty()) {
            throw new Unreadable(
                    "can't parse entities: Can't find end of " + PAIRED.getOrDefault(begun.peek(), "") + " entity");
        }
    }

    private static String withoutReferences(String html) {
        return REFERENCE.matcher(html).replaceAll(match -> {
            if (match.group(3) != null) {
                return Matcher.quoteReplacement(NAMED.getOrDefault(match.group(3), ""));
            }
            int code = match.group(1) == null ? Integer.parseInt(match.group(2), 16) : Integer.parseInt(match.group(1));
            return Matcher.quoteReplacement(
                    Character.isValidCodePoint(code) ? Character.toString(code) : match.group());
        });
    }

    private int bytes(int offset) {
        return source.substring(0, offset).getBytes(StandardCharsets.UTF_8).length;
    }
}
