package org.schoolcrm.host.importer;

import java.util.Locale;
import java.util.regex.Pattern;

/** Blanks of every kind: what spreadsheets and web pages put between words is rarely the plain one. */
final class Blanks {

    /** As a part of a character class. */
    static final String CLASS = "\\s\\p{Z}";

    private static final Pattern EDGES = Pattern.compile("^[" + CLASS + "]+|[" + CLASS + "]+$");
    private static final Pattern INSIDE = Pattern.compile("[" + CLASS + "]+");

    private Blanks() {}

    static String strip(String text) {
        return EDGES.matcher(text).replaceAll("");
    }

    /** A word to be compared: in small letters, with plain blanks and without the dots of ё. */
    static String word(String text) {
        return INSIDE.matcher(strip(text))
                .replaceAll(" ")
                .toLowerCase(Locale.ROOT)
                .replace('ё', 'е');
    }
}
