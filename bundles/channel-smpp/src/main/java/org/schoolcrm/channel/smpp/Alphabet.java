package org.schoolcrm.channel.smpp;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

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

        /** Some pack only what they take: no septet of its own byte has the highest bit. */
        @Override
        String decode(byte[] text, int headerBytes) {
            boolean packed = IntStream.range(0, text.length).anyMatch(i -> text[i] < 0);
            return super.decode(packed ? Gsm7.unpack(text, headerBytes) : text, headerBytes);
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
        String decode(byte[] text, int headerBytes) {
            return new String(text, StandardCharsets.ISO_8859_1);
        }
    };

    /** Only what phones show, whatever the wire could carry: the SMSC translates it to the phone's alphabet. */
    boolean canWrite(String text) {
        return Gsm7.canWrite(text);
    }

    abstract byte[] encode(String text, int headerBytes);

    /** What people wrote. */
    String decode(byte[] text, int headerBytes) {
        return Gsm7.decode(text);
    }
}
