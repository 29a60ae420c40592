package org.schoolcrm.channel.sms.smsc;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The number that a message of ours has at SMSC.ru: its row's, in the upper half of what SMSC.ru takes, because numbers
 * that SMSC.ru gives itself begin at 1. Whoever hears it knows the message, even if the answer to the sending was lost.
 */
final class SmscNumber {

    private static final long FIRST = 1L << 30;
    private static final Pattern OURS = Pattern.compile("o-([1-9]\\d{0,9})");
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{9}");

    private SmscNumber() {}

    /** None for a reference without a number, or with one that has no place there. */
    static Optional<String> of(String reference) {
        var matcher = OURS.matcher(reference);
        return matcher.matches()
                ? Optional.of(Long.parseLong(matcher.group(1)))
                        .filter(row -> row < FIRST)
                        .map(row -> String.valueOf(FIRST + row))
                : Optional.empty();
    }

    static Optional<String> reference(String number) {
        return NUMBER.matcher(number).matches()
                ? Optional.of(Long.parseLong(number))
                        .filter(id -> id > FIRST && id < 2 * FIRST)
                        .map(id -> "o-" + (id - FIRST))
                : Optional.empty();
    }
}
