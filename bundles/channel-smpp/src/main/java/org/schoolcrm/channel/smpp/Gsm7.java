package org.schoolcrm.channel.smpp;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The alphabet of GSM 03.38 with its table of extensions. */
final class Gsm7 {

    private static final int ESCAPE = 0x1b;
    private static final int CARRIAGE_RETURN = 0x0d;
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENSIONS = "\f^{}\\[~]|€";
    private static final byte[] EXTENSION_CODES = {0x0a, 0x14, 0x28, 0x29, 0x2f, 0x3c, 0x3d, 0x3e, 0x40, 0x65};

    private Gsm7() {}

    static boolean canWrite(String text) {
        return text.chars().allMatch(c -> c != ESCAPE && (BASIC.indexOf(c) >= 0 || EXTENSIONS.indexOf(c) >= 0));
    }

    /** Two for what needs the escape. */
    static int septets(int character) {
        return EXTENSIONS.indexOf(character) < 0 ? 1 : 2;
    }

    /** A septet in each byte. */
    static byte[] encode(String text) {
        var septets = new ByteArrayOutputStream(text.length());
        text.chars().forEach(c -> {
            int extension = EXTENSIONS.indexOf(c);
            if (extension < 0) {
                septets.write(BASIC.indexOf(c));
            } else {
                septets.write(ESCAPE);
                septets.write(EXTENSION_CODES[extension]);
            }
        });
        return septets.toByteArray();
    }

    static String decode(byte[] septets) {
        var text = new StringBuilder(septets.length);
        for (int i = 0; i < septets.length; i++) {
            int code = septets[i] & 0x7f;
            if (code == ESCAPE && i + 1 < septets.length) {
                int extension = Arrays.binarySearch(EXTENSION_CODES, septets[++i]);
                text.append(extension < 0 ? ' ' : EXTENSIONS.charAt(extension));
            } else {
                text.append(BASIC.charAt(code));
            }
        }
        return text.toString();
    }

    /**
     * Eight septets in seven bytes.
     *
     * @param headerBytes what stands before the text; it begins at the next septet
     */
    static byte[] pack(byte[] septets, int headerBytes) {
        int fill = fill(headerBytes);
        var packed = new byte[(fill + septets.length * 7 + 7) / 8];
        for (int i = 0; i < septets.length; i++) {
            int bit = fill + i * 7;
            int value = septets[i] << bit % 8;
            packed[bit / 8] |= (byte) value;
            if (bit % 8 > 1) {
                packed[bit / 8 + 1] |= (byte) (value >> 8);
            }
        }
        if ((fill + septets.length * 7) % 8 == 1) {
            packed[packed.length - 1] |= CARRIAGE_RETURN << 1; // seven spare bits would be an @
        }
        return packed;
    }

    /**
     * A septet in each byte again, without the one that fills spare bits.
     *
     * @param headerBytes what stood before the text
     */
    static byte[] unpack(byte[] packed, int headerBytes) {
        int fill = fill(headerBytes);
        var septets = new byte[(packed.length * 8 - fill) / 7];
        for (int i = 0; i < septets.length; i++) {
            int bit = fill + i * 7;
            int next = bit / 8 + 1 < packed.length ? (packed[bit / 8 + 1] & 0xff) << 8 : 0;
            septets[i] = (byte) ((((packed[bit / 8] & 0xff) | next) >> (bit % 8)) & 0x7f);
        }
        int last = septets.length - 1;
        boolean filled = (packed.length * 8 - fill) % 7 == 0 && last >= 0 && septets[last] == CARRIAGE_RETURN;
        return filled ? Arrays.copyOf(septets, last) : septets;
    }

    private static int fill(int headerBytes) {
        return (7 - headerBytes * 8 % 7) % 7;
    }
}
