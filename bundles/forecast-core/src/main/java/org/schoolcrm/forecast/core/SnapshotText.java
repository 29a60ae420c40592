package org.schoolcrm.forecast.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The text of a snapshot, read from left to right: it is canonical, so every sign has its place. */
final class SnapshotText {

    private final String text;
    private int at;

    SnapshotText(String text) {
        this.text = text;
    }

    /** Goes past the words, which must stand here. */
    SnapshotText skip(String words) {
        if (!text.startsWith(words, at)) {
            throw new IllegalArgumentException("Expected " + words + " at " + at);
        }
        at += words.length();
        return this;
    }

    boolean isNext(char sign) {
        return at < text.length() && text.charAt(at) == sign;
    }

    boolean isAtEnd() {
        return at == text.length();
    }

    long number() {
        int from = at;
        while (at < text.length() && (isNext('-') || Character.isDigit(text.charAt(at)))) {
            at++;
        }
        return Long.parseLong(text, from, at, 10);
    }

    int small() {
        return Math.toIntExact(number());
    }

    @Nullable
    Long numberOrNull() {
        if (isNext('n')) {
            skip("null");
            return null;
        }
        return number();
    }

    String quoted() {
        skip("\"");
        int end = text.indexOf('"', at);
        if (end < 0) {
            throw new IllegalArgumentException("A text without an end at " + at);
        }
        var found = text.substring(at, end);
        at = end + 1;
        return found;
    }

    /** A list in brackets; each element reads itself. */
    <T> List<T> list(Supplier<T> element) {
        var found = new ArrayList<T>();
        skip("[");
        while (!isNext(']')) {
            if (!found.isEmpty()) {
                skip(",");
            }
            found.add(element.get());
        }
        skip("]");
        return found;
    }
}
