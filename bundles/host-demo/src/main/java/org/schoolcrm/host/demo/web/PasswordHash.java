package org.schoolcrm.host.demo.web;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Passwords as PBKDF2 with a salt: {@code iterations.salt.hash}. */
public final class PasswordHash {

    private static final int ITERATIONS = 210_000;
    private static final int BITS = 256;

    private PasswordHash() {}

    public static String of(String password) {
        var salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        var encoder = Base64.getEncoder().withoutPadding();
        return ITERATIONS + "." + encoder.encodeToString(salt) + "."
                + encoder.encodeToString(derive(password, salt, ITERATIONS));
    }

    /** Takes as long for a wrong password as for a right one. */
    static boolean matches(String password, String stored) {
        var parts = stored.split("\\.");
        var decoder = Base64.getDecoder();
        var expected = decoder.decode(parts[2]);
        return MessageDigest.isEqual(expected, derive(password, decoder.decode(parts[1]), Integer.parseInt(parts[0])));
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        try {
            var key = new PBEKeySpec(password.toCharArray(), salt, iterations, BITS);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has PBKDF2", e);
        }
    }
}
