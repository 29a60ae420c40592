package org.schoolcrm.itests.rules;

import java.util.Map;
import java.util.regex.Pattern;

/** What a file says to people: a document as a whole, of code its comments and the promises of tests. */
final class Prose {

    private static final Pattern BLOCK_COMMENT = Pattern.compile("(?s)/\\*.*?\\*/");
    private static final Pattern LINE_COMMENT = Pattern.compile("(?m)(?:^|(?<=\\s))//.*$");
    private static final Pattern MARKUP_COMMENT = Pattern.compile("(?s)<!--.*?-->|\\{#.*?#\\}");
    private static final Pattern SQL_COMMENT = Pattern.compile("(?m)--.*$");
    private static final Pattern HASH_COMMENT = Pattern.compile("(?m)^\\s*#.*$");
    private static final Pattern DISPLAY_NAME = Pattern.compile("@DisplayName\\(\\s*\"(?:[^\"\\\\]|\\\\.)*\"");

    /** Rows of test cases and findings of auditors begin with the code that they are about. */
    private static final Pattern CODED_TEXT =
            Pattern.compile("(?m)\"[A-Z]\\d{1,3}\\b[^\"\\n]*\"|^\\s+[A-Z]\\d{1,3}(?: [A-Z]\\d{1,3})* +\\|");

    private static final Pattern EVERYTHING = Pattern.compile("(?s).+");
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");

    private static final Map<String, Pattern> BY_EXTENSION = Map.ofEntries(
            Map.entry("java", anyOf(BLOCK_COMMENT, LINE_COMMENT, DISPLAY_NAME, CODED_TEXT)),
            Map.entry("js", anyOf(BLOCK_COMMENT, LINE_COMMENT)),
            Map.entry("css", BLOCK_COMMENT),
            Map.entry("xml", MARKUP_COMMENT),
            Map.entry("html", MARKUP_COMMENT),
            Map.entry("peb", MARKUP_COMMENT),
            Map.entry("sql", anyOf(BLOCK_COMMENT, SQL_COMMENT)),
            Map.entry("properties", HASH_COMMENT),
            Map.entry("cfg", HASH_COMMENT),
            Map.entry("bnd", HASH_COMMENT),
            Map.entry("md", EVERYTHING));

    private Prose() {}

    static boolean isIn(String file) {
        return BY_EXTENSION.containsKey(extension(file));
    }

    /** The text with blanks for all that is no prose, so that whatever is found keeps its line. */
    static String of(String file, String text) {
        var whole = file.endsWith(".md") ? blanked(FENCED, text) : text;
        var prose = new StringBuilder(blank(whole));
        BY_EXTENSION
                .get(extension(file))
                .matcher(whole)
                .results()
                .forEach(found -> prose.replace(found.start(), found.end(), found.group()));
        return prose.toString();
    }

    /** The text with blanks for whatever the pattern finds. */
    static String blanked(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll(found -> blank(found.group()));
    }

    static int line(String text, int position) {
        return (int) text.substring(0, position).chars().filter(c -> c == '\n').count() + 1;
    }

    private static String blank(String text) {
        return text.replaceAll("[^\\n]", " ");
    }

    private static String extension(String file) {
        return file.substring(file.lastIndexOf('.') + 1);
    }

    private static Pattern anyOf(Pattern... patterns) {
        var all = new StringBuilder();
        for (var pattern : patterns) {
            all.append(all.length() == 0 ? "" : "|")
                    .append("(?:")
                    .append(pattern)
                    .append(')');
        }
        return Pattern.compile(all.toString());
    }
}
