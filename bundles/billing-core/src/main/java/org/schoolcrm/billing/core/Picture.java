package org.schoolcrm.billing.core;

import static org.schoolcrm.billing.api.issuer.IssuerProblem.LOGO_TOO_BIG;
import static org.schoolcrm.billing.api.issuer.IssuerProblem.LOGO_TOO_WIDE;
import static org.schoolcrm.billing.api.issuer.IssuerProblem.LOGO_UNREADABLE;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.schoolcrm.billing.api.issuer.Issuers;
import org.schoolcrm.billing.api.issuer.Logo;

/** A picture that somebody has sent, known by its bytes alone: what the sender calls it counts for nothing. */
final class Picture {

    private static final byte[] PNG = {
        (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'
    };
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    private static final int SIDE = 2000;

    private final byte[] bytes;

    Picture(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Refuses what is no picture, or too big for a page. */
    Logo toLogo() {
        if (bytes.length > Issuers.LOGO_LIMIT) {
            throw LOGO_TOO_BIG.refuse();
        }
        try {
            if (beginsWith(PNG)) {
                return logo("image/png", ByteBuffer.wrap(bytes, PNG.length, 8));
            }
            if (beginsWith(JPEG)) {
                return logo("image/jpeg", jpegSize());
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException | BufferUnderflowException e) {
            throw LOGO_UNREADABLE.refuse();
        }
        throw LOGO_UNREADABLE.refuse();
    }

    /** The same picture has the same name, another one another. */
    String name() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Logo logo(String type, ByteBuffer sides) {
        boolean png = type.equals("image/png");
        for (int i = 0; i < 2; i++) {
            int side = png ? sides.getInt() : Short.toUnsignedInt(sides.getShort());
            if (side <= 0) {
                throw LOGO_UNREADABLE.refuse();
            }
            if (side > SIDE) {
                throw LOGO_TOO_WIDE.refuse();
            }
        }
        return new Logo(type, bytes);
    }

    /** Goes from segment to segment until the one that begins the frame. */
    private ByteBuffer jpegSize() {
        var file = ByteBuffer.wrap(bytes).position(2);
        while (true) {
            if (file.get() != (byte) 0xff) {
                throw LOGO_UNREADABLE.refuse();
            }
            int marker = Byte.toUnsignedInt(file.get());
            int length = Short.toUnsignedInt(file.getShort(file.position()));
            boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (frame) {
                return file.position(file.position() + 3);
            }
            if (marker == 0xda || length < 2 || file.remaining() <= length) {
                throw LOGO_UNREADABLE.refuse();
            }
            file.position(file.position() + length);
        }
    }

    private boolean beginsWith(byte[] magic) {
        return bytes.length > magic.length && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }
}
