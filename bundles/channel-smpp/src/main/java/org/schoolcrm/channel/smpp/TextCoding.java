package org.schoolcrm.channel.smpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;

/** The words of a phone by the data_coding of SMPP 3.4 (5.2.19), which also lets the codings of GSM 03.38 through. */
final class TextCoding {

    private static final Charset CYRILLIC = Charset.forName("ISO-8859-5");

    private TextCoding() {}

    static String decode(int coding, ShortMessage data, Alphabet alphabet) {
        return switch (coding) {
            case 0x01 -> new String(data.words(), US_ASCII);
            case 0x02, 0x04 -> eightBits(data.words());
            case 0x03 -> new String(data.words(), ISO_8859_1);
            case 0x06 -> new String(data.words(), CYRILLIC);
            case 0x08 -> new String(data.words(), UTF_16BE);
            default -> byGsm(coding, data, alphabet);
        };
    }

    /** Groups of GSM 03.38, 4; what has no meaning there either is in the default alphabet. */
    private static String byGsm(int coding, ShortMessage data, Alphabet alphabet) {
        int group = coding & 0xf0;
        boolean general = group <= 0x30;
        if (group == 0xe0 || (general && (coding & 0x0c) == 0x08)) {
            return new String(data.words(), UTF_16BE);
        }
        return (group == 0xf0 || general) && (coding & 0x04) != 0
                ? eightBits(data.words())
                : alphabet.decode(data.words(), data.headerBytes());
    }

    /** Nobody says what eight bits mean: UTF-8 if they can be that, else Latin letters. */
    private static String eightBits(byte[] words) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(words)).toString();
        } catch (CharacterCodingException e) {
            return new String(words, ISO_8859_1);
        }
    }
}
