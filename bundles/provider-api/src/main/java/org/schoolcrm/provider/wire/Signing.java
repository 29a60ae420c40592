package org.schoolcrm.provider.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The digests that banks sign with. */
public final class Signing {

    private Signing() {}

    public static byte[] hmacSha256(String key, byte[] message) {
        return hmac("HmacSHA256", key, message);
    }

    /** For those who sign with nothing better. */
    public static byte[] hmacSha1(String key, byte[] message) {
        return hmac("HmacSHA1", key, message);
    }

    private static byte[] hmac(String algorithm, String key, byte[] message) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + algorithm, e);
        }
    }

    /** In lower-case hexadecimal digits; the algorithm is one that every Java has, such as MD5 or SHA-256. */
    public static String hex(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + algorithm, e);
        }
    }

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** In a time that does not tell how much of it is right. */
    public static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /** The same for hexadecimal digits of whatever case. */
    public static boolean sameHex(String expected, String given) {
        return same(expected.toLowerCase(Locale.ROOT), given.toLowerCase(Locale.ROOT));
    }
}
