package org.schoolcrm.message.catcher.simulator;

/** Parts of an SMS: 160 or 153 septets in the alphabet of GSM 03.38, else 70 or 67 units of UCS-2. */
final class SmsParts {

    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENDED = "\f^{}\\[~]|€";

    private SmsParts() {}

    static int count(String text) {
        boolean gsm = text.chars().allMatch(c -> BASIC.indexOf(c) >= 0 || EXTENDED.indexOf(c) >= 0);
        return gsm ? count(text, 160, 153, true) : count(text, 70, 67, false);
    }

    private static int count(String text, int single, int joined, boolean gsm) {
        int parts = 1;
        int used = 0;
        int all = 0;
        for (int i = 0; i < text.length(); ) {
            int characters = gsm ? 1 : Character.charCount(text.codePointAt(i));
            int units = gsm && EXTENDED.indexOf(text.charAt(i)) >= 0 ? 2 : characters;
            if (used + units > joined) {
                parts++;
                used = 0;
            }
            used += units;
            all += units;
            i += characters;
        }
        return all <= single ? 1 : parts;
    }
}
