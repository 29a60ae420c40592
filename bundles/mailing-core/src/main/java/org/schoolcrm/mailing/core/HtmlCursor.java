package org.schoolcrm.mailing.core;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Goes through the HTML of a template once, from left to right, and tells what a position is in, as a browser sees it.
 * Whatever is not closed ends with the text, so that no character is read twice.
 */
final class HtmlCursor {

    private static final Pattern MARKUP = Pattern.compile(
            "<!--(?:-?>|.*?(?:--!?>|\\z))|<(?<raw>script|style)\\b.*?(?:</\\k<raw>\\b[^>]*+>?+|\\z)"
                    + "|<(?<end>/?)(?<name>[a-z][^\\s/>]*+)(?:=\\s*+(?:\"[^\"]*+\"?+|'[^']*+'?+)|[^>])*+>?+"
                    + "|<[!?/][^>]*+>?+",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern ADDRESS = Pattern.compile(
            "(?<![\\w-])(?:href|src)\\s*+=\\s*+(?:\"[^\"]*+|'[^']*+|[^\\s\"']*+)\\z", Pattern.CASE_INSENSITIVE);

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
