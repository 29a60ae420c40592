package org.schoolcrm.host.importer;

import org.jspecify.annotations.Nullable;

/**
 * Something wrong with a line.
 *
 * @param line as an editor counts them, the heading being the first; 0 where the whole file is meant
 * @param given what stands there, cut short
 * @param expected what could have stood there, where that can be said
 */
public record Finding(long line, @Nullable Column column, Fault fault, String given, String expected) {

    private static final int SHOWN = 60;

    public Finding {
        given = shortened(printable(given), SHOWN);
        expected = shortened(expected, 500);
    }

    private static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "\uFFFD");
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "…";
    }
}
