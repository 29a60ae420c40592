package org.schoolcrm.billing.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret part of an invoice's link: 22 base64url characters, almost 132 bits (R153). It ends in a letter or a
 * digit, because some programs take a dash at the end of a link for the punctuation of its sentence.
 */
record InvoiceToken(String text) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int LENGTH = 22;
    private static final int BYTES = 17;

    static InvoiceToken random() {
        var bytes = new byte[BYTES];
        String text;
        do {
            RANDOM.nextBytes(bytes);
            text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).substring(0, LENGTH);
        } while (!Character.isLetterOrDigit(text.charAt(LENGTH - 1)));
        return new InvoiceToken(text);
    }

    /** What the store finds it by. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** The token is a secret: it never reaches a log. */
    @Override
    public String toString() {
        return "InvoiceToken";
    }
}
