package org.schoolcrm.channel.smpp;

import java.nio.charset.StandardCharsets;

/** How the SMSC wants data coding 0, its default alphabet, on the wire: every operator has an own answer. */
enum Alphabet {
    GSM7 {
        @Override
        byte[] encode(String text, int headerBytes) {
            return Gsm7.encode(text);
        }
    },
    GSM7_PACKED {
        @Override
        byte[] encode(String text, int headerBytes) {
            return Gsm7.pack(Gsm7.encode(text), headerBytes);
        }
    },
    LATIN1 {
        @Override
        boolean canWrite(String text) {
            return super.canWrite(text)
                    && StandardCharsets.ISO_8859_1.newEncoder().canEncode(text);
        }

        @Override
        byte[] encode(String text, int headerBytes) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        String decode(byte[] text) {
            return new String(text, StandardCharsets.ISO_8859_1);
        }
    };

    /** Only what phones show, whatever the wire could carry: the SMSC translates it to the phone's alphabet. */
    boolean canWrite(String text) {
        return Gsm7.canWrite(text);
    }

    abstract byte[] encode(String text, int headerBytes);

    /** What people wrote comes a character in each byte, packed or not on the way out. */
    String decode(byte[] text) {
        return Gsm7.decode(text);
    }
}
