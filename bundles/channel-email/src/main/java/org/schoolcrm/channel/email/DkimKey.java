package org.schoolcrm.channel.email;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;

/** The RSA key that letters of a domain are signed with, as PKCS #8: PEM, or the Base64 of it alone. */
record DkimKey(RSAPrivateCrtKey secret) {

    /** Receivers refuse shorter ones (RFC 8301, 3.2). */
    private static final int SHORTEST = 1024;

    private static final int LONGEST = 4096;
    private static final Pattern FRAME = Pattern.compile("-----[A-Z ]+-----|\\s");

    /** Refuses, with an {@link IllegalArgumentException}, what is no such key. */
    static DkimKey parse(String text) {
        try {
            var bytes = Base64.getDecoder().decode(FRAME.matcher(text).replaceAll(""));
            var key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
            if (key instanceof RSAPrivateCrtKey whole
                    && whole.getModulus().bitLength() >= SHORTEST
                    && whole.getModulus().bitLength() <= LONGEST) {
                return new DkimKey(whole);
            }
            throw new IllegalArgumentException("Not an RSA key of 1024 to 4096 bits");
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not a PKCS #8 key", e);
        }
    }

    /** What the domain's name servers must say for signatures to be believed. */
    String record() {
        try {
            var open = new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent());
            var encoded = KeyFactory.getInstance("RSA").generatePublic(open).getEncoded();
            return "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(encoded);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key is a secret: it never reaches a log. */
    @Override
    public String toString() {
        return "DkimKey[" + secret.getModulus().bitLength() + " bits]";
    }
}
