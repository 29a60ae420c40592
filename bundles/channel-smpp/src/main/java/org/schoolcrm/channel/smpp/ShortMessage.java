package org.schoolcrm.channel.smpp;

import java.util.Arrays;
import java.util.Objects;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jspecify.annotations.Nullable;

/**
 * What a phone sent: its words as they came, and which part of how many they are, by the header before them (3GPP 23.040,
 * 9.2.3.24) or by parameters beside them.
 *
 * @param headerBytes how many bytes stood before the words
 */
record ShortMessage(byte[] words, int headerBytes, int part, int parts) {

    private static final byte[] NOTHING = {};
    private static final int HAS_HEADER = 0x40;
    private static final int SHORT_REFERENCE = 0x00;
    private static final int LONG_REFERENCE = 0x08;

    static ShortMessage of(DeliverSm pdu) {
        var payload = pdu.getOptionalParameter(OptionalParameter.Message_payload.class);
        var bytes = Objects.requireNonNullElse(payload == null ? pdu.getShortMessage() : payload.getValue(), NOTHING);
        int header = (pdu.getEsmClass() & HAS_HEADER) == 0 || bytes.length == 0 ? 0 : 1 + (bytes[0] & 0xff);
        if (header == 0 || header > bytes.length) {
            return new ShortMessage(bytes, 0, sar(part(pdu)), sar(parts(pdu)));
        }
        var words = Arrays.copyOfRange(bytes, header, bytes.length);
        for (int at = 1; at + 2 <= header; at += 2 + (bytes[at + 1] & 0xff)) {
            int end = at + 2 + (bytes[at + 1] & 0xff);
            if (isPlace(bytes[at], bytes[at + 1]) && end <= header) {
                return new ShortMessage(words, header, bytes[end - 1] & 0xff, bytes[end - 2] & 0xff);
            }
        }
        return new ShortMessage(words, header, 1, 1);
    }

    boolean isPart() {
        return parts > 1 && part >= 1 && part <= parts;
    }

    /** The last two bytes of either element are the number of parts and the part. */
    private static boolean isPlace(byte element, byte length) {
        return (element == SHORT_REFERENCE && length == 3) || (element == LONG_REFERENCE && length == 4);
    }

    private static OptionalParameter.@Nullable Byte part(DeliverSm pdu) {
        return pdu.getOptionalParameter(OptionalParameter.Sar_segment_seqnum.class);
    }

    private static OptionalParameter.@Nullable Byte parts(DeliverSm pdu) {
        return pdu.getOptionalParameter(OptionalParameter.Sar_total_segments.class);
    }

    private static int sar(OptionalParameter.@Nullable Byte parameter) {
        return parameter == null ? 1 : parameter.getValue() & 0xff;
    }
}
