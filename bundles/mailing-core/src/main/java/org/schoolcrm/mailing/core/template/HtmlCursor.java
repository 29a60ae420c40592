package org.schoolcrm.mailing.core.template;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the HTML of a template once, from left to right, and tells what a position is in, as a browser sees it.
 * Whatever is not closed ends with the text, so that no character is read twice.
 */
final class HtmlCursor {

    private static final Pattern MARKUP = Pattern.compile(
            "(<!--(?:-?>|.*?(?:--!?>|\\z))|<(?<raw>script|style)\\b.*?(?:</\\k<raw>\\b[^>]*+>?+|\\z))"
                    + "|<(?<end>/?)(?<name>[a-z][^\\s/>]*+)(?:=\\s*+(?:\"[^\"]*+\"?+|'[^']*+'?+)|[^>])*+(?<closed>>?+)"
                    + "|<[!?/][^>]*+>?+",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern ADDRESS = Pattern.compile(
            "(?<![\\w-])(?:href|src)\\s*+=\\s*+(?:\"[^\"]*+|'[^']*+|[^\\s\"']*+)\\z", Pattern.CASE_INSENSITIVE);
    private static final Set<String> ELEMENTS = Set.of("""
            a abbr address area article aside b big blockquote body br button caption center cite code col colgroup dd
            del details dfn dir div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header
            hr html i img input ins kbd label legend li link main map mark meta nav ol option p picture pre q s samp
            section select small source span strike strong sub summary sup table tbody td textarea tfoot th thead
            title tr tt u ul var wbr
            """.strip().split("\\s+"));

    private final String html;
    private final Matcher markup;
    private boolean hasMarkup;
    private boolean insideLink;

    HtmlCursor(String html) {
        this.html = html;
        this.markup = MARKUP.matcher(html);
        this.hasMarkup = markup.find();
    }

    /** What a position is in. */
    enum Place {
        TEXT,
        /** The text of a link, which another link would end. */
        LINK_TEXT,
        /** The brackets of an element, a comment or a style. */
        MARKUP
    }

    /** Whether somebody wrote HTML; {@code 5 < 6} and {@code <school@example.org>} are none. */
    static boolean isHtml(String text) {
        return MARKUP.matcher(text)
                .results()
                .anyMatch(found -> found.group(1) != null || isElement(found.group(4), found.group(5)));
    }

    private static boolean isElement(@Nullable String name, String closed) {
        return name != null && !closed.isEmpty() && ELEMENTS.contains(name.toLowerCase(Locale.ROOT));
    }

    /**
     * The beginning of an element.
     *
     * @param text all of it, from bracket to bracket; of a script its content too
     */
    record Element(String name, String text) {}

    static List<Element> elements(String html) {
        return MARKUP.matcher(html)
                .results()
                .filter(found -> found.group(2) != null || "".equals(found.group(3)))
                .map(found -> new Element(found.group(2) != null ? found.group(2) : found.group(4), found.group()))
                .toList();
    }

    /** Positions are asked for in ascending order. */
    Place at(int position) {
        while (hasMarkup && markup.end() <= position) {
            if ("a".equalsIgnoreCase(markup.group("name"))) {
                insideLink = markup.group("end").isEmpty();
            }
            hasMarkup = markup.find();
        }
        if (hasMarkup && markup.start() <= position) {
            return Place.MARKUP;
        }
        return insideLink ? Place.LINK_TEXT : Place.TEXT;
    }

    /** Whether a position is in an attribute that holds an address, such as {@code href}. */
    boolean isAddress(int position) {
        return at(position) == Place.MARKUP
                && ADDRESS.matcher(html).region(markup.start(), position).find();
    }
}
