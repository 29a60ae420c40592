package org.schoolcrm.preflight;

import java.util.Locale;

/**
 * What one setting takes.
 *
 * @param optional whether it may be empty
 * @param secret whether its value is never shown
 * @param required whether its line must not be left out
 */
record Rule(String file, String setting, Kind kind, String limits, boolean optional, boolean secret, boolean required) {

    /** Reads a line such as {@code org.schoolcrm.runtime.cfg jobs.threads number 1..64}. */
    static Rule of(String line) {
        var words = line.strip().split("\\s+", 4);
        var limits = words.length < 4 ? "" : words[3];
        var kind = words[2].replaceAll("[?*!]", "");
        return new Rule(
                words[0],
                words[1],
                Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                limits,
                words[2].contains("?"),
                words[2].contains("*"),
                words[2].contains("!"));
    }

    boolean takes(String value) {
        return value.isEmpty() ? optional : kind.takes(value, limits);
    }

    String shown(String value) {
        return value.isEmpty() ? "nothing" : secret ? "a value that is not shown" : "'" + value + "'";
    }

    String wanted() {
        return kind.inWords(limits) + (optional ? ", or nothing" : "");
    }
}
