package org.schoolcrm.mailing.core.template;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a tag turns into: text and links, possibly over several lines. It is kept in one string in which our links stand
 * between two control characters that no text contains, so that whoever writes it for a channel knows what is a link.
 */
public record TagValue(String marked) {

    private static final char LINK = '\u0002';
    private static final char END = '\u0003';
    private static final Pattern LINKS = Pattern.compile(LINK + "([^" + END + "]*)" + END);
    private static final Pattern MARKS = Pattern.compile("[*_~`]");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    /** Somebody else's words: kept as they are but for control characters. */
    public static TagValue text(String words) {
        return new TagValue(CONTROL.matcher(words).replaceAll(" "));
    }

    /** A link that we have made ourselves. */
    public static TagValue link(String address) {
        return new TagValue(LINK + CONTROL.matcher(address).replaceAll("") + END);
    }

    /** One after the other, with a blank between; what is empty is left out. */
    static TagValue row(TagValue... parts) {
        return joined(List.of(parts), " ");
    }

    /** One below the other. */
    static TagValue lines(List<TagValue> items) {
        return joined(items, "\n");
    }

    boolean endsWithLink() {
        return !marked.isEmpty() && marked.charAt(marked.length() - 1) == END;
    }

    boolean isEmpty() {
        return marked.isEmpty();
    }

    /** For a place where only one line of plain text fits. */
    String plain() {
        return LINKS.matcher(marked).replaceAll(found -> java.util.regex.Matcher.quoteReplacement(found.group(1)));
    }

    /** For a body in HTML: whatever the value contains can only be read as text there. */
    String html() {
        var written = new StringBuilder(marked.length() + 32);
        var links = LINKS.matcher(marked);
        int done = 0;
        while (links.find()) {
            written.append(lines(escape(marked.substring(done, links.start()))));
            var address = escape(links.group(1));
            written.append("<a href=\"")
                    .append(address)
                    .append("\">")
                    .append(address)
                    .append("</a>");
            done = links.end();
        }
        return written.append(lines(escape(marked.substring(done)))).toString();
    }

    /** For the text of a link, which no other link may stand in. */
    String htmlWithoutLinks() {
        return lines(escape(plain()));
    }

    private static String lines(String escaped) {
        return escaped.replace("\n", "<br>\n");
    }

    /** For an attribute of an HTML element, such as the address of a link. */
    String attribute() {
        return escape(plain());
    }

    /** Words that no messenger takes for bold, struck or fixed ones: a joiner without width keeps the marks apart. */
    TagValue unmarked() {
        var written = new StringBuilder(marked.length());
        var links = LINKS.matcher(marked);
        int done = 0;
        while (links.find()) {
            written.append(MARKS.matcher(marked.substring(done, links.start())).replaceAll("$0\u2060"));
            written.append(links.group());
            done = links.end();
        }
        return new TagValue(written.append(MARKS.matcher(marked.substring(done)).replaceAll("$0\u2060"))
                .toString());
    }

    static String escape(String text) {
        UnaryOperator<String> quotes = one -> one.replace("\"", "&quot;").replace("'", "&#39;");
        return quotes.apply(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }

    private static TagValue joined(List<TagValue> parts, String by) {
        return new TagValue(parts.stream()
                .filter(part -> !part.isEmpty())
                .map(TagValue::marked)
                .collect(Collectors.joining(by)));
    }
}
