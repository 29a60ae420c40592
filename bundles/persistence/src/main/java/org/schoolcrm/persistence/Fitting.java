package org.schoolcrm.persistence;

import org.jspecify.annotations.Nullable;

/** Makes the words of others fit into a column, so that nothing they say can keep a row from being written. */
public final class Fitting {

    private Fitting() {}

    /** Without the one character that PostgreSQL cannot hold, and cut at that length, never within a character. */
    public static String text(String words, int length) {
        var clean = words.replace("\0", "");
        if (clean.length() <= length) {
            return clean;
        }
        return clean.substring(0, Character.isHighSurrogate(clean.charAt(length - 1)) ? length - 1 : length);
    }

    public static @Nullable String textOrNull(@Nullable String words, int length) {
        return words == null ? null : text(words, length);
    }
}
