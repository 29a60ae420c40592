package org.schoolcrm.mailing.core.template;

import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.schoolcrm.mailing.api.TemplateRemark.Kind;

/**
 * What no e-mail may carry: elements that run, ask or load, handlers of events, and addresses that are neither of the web
 * nor of a mailbox or a phone. Whatever passes here is cleaned once more when a message is composed.
 */
final class UnsafeMarkup {

    private static final Set<String> ELEMENTS =
            Set.of("applet", "base", "embed", "form", "frame", "frameset", "iframe", "math", "object", "script", "svg");
    private static final Set<String> ADDRESSES =
            Set.of("action", "background", "cite", "formaction", "href", "poster", "src", "xlink:href");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([^\\s\"'<>/=]++)\\s*+=\\s*+(\"[^\"]*+|'[^']*+|[^\\s\"'>]++)");
    private static final Pattern HARMLESS =
            Pattern.compile("\\s*+(?:\\{|https?:|mailto:|tel:).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private UnsafeMarkup() {}

    /** Tells of each, with how it is written. */
    static void find(String html, BiConsumer<Kind, String> found) {
        for (var element : HtmlCursor.elements(html)) {
            if (ELEMENTS.contains(element.name().toLowerCase(Locale.ROOT))) {
                found.accept(Kind.UNSAFE_MARKUP, "<" + element.name() + ">");
            }
            ATTRIBUTE
                    .matcher(element.text())
                    .results()
                    .forEach(attribute -> attribute(attribute.group(1), unquoted(attribute.group(2)), found));
        }
    }

    private static void attribute(String name, String value, BiConsumer<Kind, String> found) {
        var known = name.toLowerCase(Locale.ROOT);
        if (known.startsWith("on")) {
            found.accept(Kind.UNSAFE_MARKUP, name);
        } else if (ADDRESSES.contains(known) && !HARMLESS.matcher(value).matches()) {
            found.accept(Kind.UNSAFE_ADDRESS, value.strip());
        }
    }

    private static String unquoted(String value) {
        boolean isQuoted = value.startsWith("\"") || value.startsWith("'");
        return isQuoted ? value.substring(1) : value;
    }
}
