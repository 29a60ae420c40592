package org.schoolcrm.billing.core.token;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The secret of a token: {@code crm_}, 256 bits of chance and a checksum, all in letters and digits, so that programs that
 * look for leaked secrets find it and know it from other texts.
 */
record TokenSecret(String text) {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String PREFIX = "crm_";
    private static final int BYTES = 32;
    private static final int RANDOM_LENGTH = 43;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int MARK_LENGTH = 8;
    private static final Pattern FORM =
            Pattern.compile(PREFIX + "[0-9A-Za-z]{" + (RANDOM_LENGTH + CHECKSUM_LENGTH) + "}");
    private static final SecureRandom CHANCE = new SecureRandom();

    static TokenSecret random() {
        var bytes = new byte[BYTES];
        CHANCE.nextBytes(bytes);
        var body = PREFIX + digits(new BigInteger(1, bytes), RANDOM_LENGTH);
        return new TokenSecret(body + checksum(body));
    }

    /** Nothing for a text that was never one, without asking anybody. */
    static Optional<TokenSecret> of(String text) {
        return FORM.matcher(text).matches()
                        && text.endsWith(checksum(text.substring(0, PREFIX.length() + RANDOM_LENGTH)))
                ? Optional.of(new TokenSecret(text))
                : Optional.empty();
    }

    /** By how it begins people tell it from others. */
    String mark() {
        return text.substring(0, MARK_LENGTH);
    }

    /** What the store finds it by. */
    String hash() {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static String checksum(String body) {
        var crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return digits(BigInteger.valueOf(crc.getValue()), CHECKSUM_LENGTH);
    }

    private static String digits(BigInteger number, int length) {
        var base = BigInteger.valueOf(DIGITS.length());
        var written = new StringBuilder();
        for (var rest = number; written.length() < length; rest = rest.divide(base)) {
            written.append(DIGITS.charAt(rest.mod(base).intValue()));
        }
        return written.reverse().toString();
    }

    /** It never reaches a log. */
    @Override
    public String toString() {
        return mark() + "…";
    }
}
