package org.schoolcrm.channel.spi;

/** Into how many paid parts an SMS is cut (channels.md 5.3). */
public record Segments(int count, boolean unicode) {

    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENDED = "^{}\\[~]|€\f";

    public static Segments of(String text) {
        boolean unicode = text.chars().anyMatch(c -> BASIC.indexOf(c) < 0 && EXTENDED.indexOf(c) < 0);
        int parts = unicode ? parts(text, 70, 67, true) : parts(text, 160, 153, false);
        return new Segments(parts, unicode);
    }

    /** Neither an escaped character nor a surrogate pair is torn apart, so a part may end early. */
    private static int parts(String text, int single, int several, boolean unicode) {
        int units = 0;
        int parts = 1;
        int used = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int width = unicode ? Character.charCount(point) : EXTENDED.indexOf(point) < 0 ? 1 : 2;
            units += width;
            if (used + width > several) {
                parts++;
                used = 0;
            }
            used += width;
            i += Character.charCount(point);
        }
        return units <= single ? 1 : parts;
    }
}
