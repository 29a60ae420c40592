package org.schoolcrm.channel.kit;

/** A provider's own words, for people. */
public final class ProviderText {

    private static final int LONGEST = 200;

    private ProviderText() {}

    /** Such as {@code 207: the number cannot be written to}; not more than people read. */
    public static String of(String code, String words) {
        var text = words.isBlank() ? code : code.isBlank() ? words : code + ": " + words;
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
