package org.schoolcrm.persistence.invoice;

import java.util.Locale;
import java.util.regex.Pattern;

/** A customer's name as it fits its column, and the key by which names are ordered. */
record BilledName(String text) {

    private static final int LENGTH = 300;
    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    static BilledName of(String name) {
        int end = Math.min(LENGTH, name.length());
        boolean halved = end < name.length() && Character.isHighSurrogate(name.charAt(end - 1));
        return new BilledName(name.substring(0, halved ? end - 1 : end));
    }

    /** Letters and digits alone, in lower case, «ё» as «е»: quotation marks and signs are nobody's first letter. */
    String key() {
        var plain = text.toLowerCase(RUSSIAN).replace('ё', 'е');
        var key = NO_LETTERS.matcher(plain).replaceAll(" ").strip();
        return key.substring(0, Math.min(LENGTH, key.length()));
    }
}
