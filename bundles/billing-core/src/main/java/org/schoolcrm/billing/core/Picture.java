package org.schoolcrm.billing.core;

import static org.schoolcrm.billing.api.issuer.IssuerProblem.LOGO_TOO_BIG;
import static org.schoolcrm.billing.api.issuer.IssuerProblem.LOGO_TOO_WIDE;
import static org.schoolcrm.billing.api.issuer.IssuerProblem.LOGO_UNREADABLE;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.schoolcrm.billing.api.issuer.Issuers;
import org.schoolcrm.billing.api.issuer.Logo;
import org.schoolcrm.problem.ProblemException;

/**
 * A picture that somebody has sent, known by its bytes alone: what the sender calls it counts for nothing. Only its
 * pixels are kept; whatever else stood in the file or behind it is lost (ADR 0233).
 */
final class Picture {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
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
        if (beginsWith(PNG)) {
            return anew("png");
        }
        if (beginsWith(JPEG)) {
            return anew("jpeg");
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

    private Logo anew(String format) {
        var written = new ByteArrayOutputStream();
        try (var output = new MemoryCacheImageOutputStream(written)) {
            if (!ImageIO.write(pixels(format), format, output)) {
                throw LOGO_UNREADABLE.refuse();
            }
        } catch (IOException e) {
            throw LOGO_UNREADABLE.refuse();
        }
        return new Logo("image/" + format, written.toByteArray());
    }

    private BufferedImage pixels(String format) throws IOException {
        var reader = ImageIO.getImageReadersByFormatName(format).next();
        try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(input, true, true);
            return decoded(reader);
        } finally {
            reader.dispose();
        }
    }

    /** The sides stand in the header, before there is memory for the pixels. */
    private static BufferedImage decoded(ImageReader reader) throws IOException {
        try {
            if (Math.max(reader.getWidth(0), reader.getHeight(0)) > SIDE) {
                throw LOGO_TOO_WIDE.refuse();
            }
            return reader.read(0);
        } catch (ProblemException refusal) {
            throw refusal;
        } catch (RuntimeException e) {
            // decoders fail in many ways over files that were made to break them
            throw new IOException(e);
        }
    }

    private boolean beginsWith(byte[] magic) {
        return bytes.length > magic.length && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }
}
