package org.schoolcrm.channel.smpp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text cut into what an SMS has room for; neither a surrogate pair nor an escaped character is torn apart.
 *
 * @param unicode whether it needs UCS-2, since a character is not in the SMSC's own alphabet
 * @param overlong whether one SMS has no room for it, whoever cuts it
 */
record SmsParts(boolean unicode, boolean overlong, List<String> texts) {

    private static final int SINGLE_UNICODE = 70;
    private static final int SINGLE_BASIC = 160;

    static SmsParts of(String text, Alphabet alphabet, LongMessage joining) {
        boolean unicode = !alphabet.canWrite(text);
        boolean overlong = width(text, unicode) > (unicode ? SINGLE_UNICODE : SINGLE_BASIC);
        boolean cut = overlong && joining != LongMessage.PAYLOAD;
        return new SmsParts(unicode, overlong, cut ? cut(text, joining.room(unicode), unicode) : List.of(text));
    }

    byte[] bytes(int part, Alphabet alphabet, int headerBytes) {
        var text = texts.get(part);
        return unicode ? text.getBytes(StandardCharsets.UTF_16BE) : alphabet.encode(text, headerBytes);
    }

    private static List<String> cut(String text, int room, boolean unicode) {
        var parts = new ArrayList<String>();
        int start = 0;
        int used = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int width = width(point, unicode);
            if (used + width > room) {
                parts.add(text.substring(start, i));
                start = i;
                used = 0;
            }
            used += width;
            i += Character.charCount(point);
        }
        parts.add(text.substring(start));
        return List.copyOf(parts);
    }

    private static int width(String text, boolean unicode) {
        return text.codePoints().map(point -> width(point, unicode)).sum();
    }

    private static int width(int point, boolean unicode) {
        return unicode ? Character.charCount(point) : Gsm7.septets(point);
    }
}
