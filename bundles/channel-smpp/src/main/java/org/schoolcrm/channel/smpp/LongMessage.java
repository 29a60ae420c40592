package org.schoolcrm.channel.smpp;

import java.util.List;
import org.jsmpp.bean.OptionalParameter;

/** How the parts of a long message say that they belong together. */
enum LongMessage {
    /** A header of six bytes in each part. */
    UDH8(6),
    /** A header of seven, whose reference is longer. */
    UDH16(7),
    /** Parameters beside each part, of which the SMSC makes its own header. */
    SAR(6),
    /** The SMSC cuts the message by itself. */
    PAYLOAD(0);

    private static final int BYTES = 140;

    private final int headerBytes;

    LongMessage(int headerBytes) {
        this.headerBytes = headerBytes;
    }

    /** How many UTF-16 units, or septets, a part of several has room for. */
    int room(boolean unicode) {
        return unicode ? (BYTES - headerBytes) / 2 : (BYTES - headerBytes) * 8 / 7;
    }

    byte[] header(int reference, int number, int total) {
        return switch (this) {
            case UDH8 -> new byte[] {5, 0, 3, (byte) reference, (byte) total, (byte) number};
            case UDH16 -> new byte[] {6, 8, 4, (byte) (reference >> 8), (byte) reference, (byte) total, (byte) number};
            case SAR, PAYLOAD -> new byte[0];
        };
    }

    /** The reference fits a byte, since the SMSC may make a short header of it. */
    List<OptionalParameter> parameters(int reference, int number, int total) {
        return this == SAR
                ? List.of(
                        new OptionalParameter.Sar_msg_ref_num((short) (reference & 0xff)),
                        new OptionalParameter.Sar_total_segments((byte) total),
                        new OptionalParameter.Sar_segment_seqnum((byte) number))
                : List.of();
    }
}
