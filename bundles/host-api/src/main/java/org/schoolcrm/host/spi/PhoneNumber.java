package org.schoolcrm.host.spi;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A phone number as providers and cash registers take it: E.164, such as {@code +79161234567}. Without a plus it is
 * read as Russians write their own numbers, and what could be another country's is no number.
 */
public record PhoneNumber(String e164) {

    private static final Pattern DECORATION = Pattern.compile("[\\s\\p{Z}().\\p{Pd}/]+");
    private static final Pattern INTERNATIONAL = Pattern.compile("\\+[1-9]\\d{7,14}");
    private static final Pattern ABROAD_FROM_RUSSIA = Pattern.compile("810([1-79]\\d{9,13})");
    private static final Pattern ABROAD = Pattern.compile("00([1-9]\\d{7,14})");
    private static final Pattern ZONE_SEVEN = Pattern.compile("[78]([346789]\\d{9})");
    private static final Pattern WITHOUT_PREFIX = Pattern.compile("([349]\\d{9})");
    private static final int DIGITS_OF_ZONE_SEVEN = 12;

    /** Blanks, brackets and dashes do not count; an extension cannot be written to, so it is no part of a number. */
    public static Optional<PhoneNumber> read(String text) {
        var plain = DECORATION.matcher(text).replaceAll("");
        if (plain.startsWith("+")) {
            boolean whole = !plain.startsWith("+7") || plain.length() == DIGITS_OF_ZONE_SEVEN;
            return INTERNATIONAL.matcher(plain).matches() && whole
                    ? Optional.of(new PhoneNumber(plain))
                    : Optional.empty();
        }
        return numbered(ABROAD_FROM_RUSSIA, plain, "+")
                .or(() -> numbered(ABROAD, plain, "+"))
                .or(() -> numbered(ZONE_SEVEN, plain, "+7"))
                .or(() -> numbered(WITHOUT_PREFIX, plain, "+7"));
    }

    private static Optional<PhoneNumber> numbered(Pattern form, String plain, String prefix) {
        var found = form.matcher(plain);
        return found.matches() ? Optional.of(new PhoneNumber(prefix + found.group(1))) : Optional.empty();
    }

    @Override
    public String toString() {
        return e164;
    }
}
