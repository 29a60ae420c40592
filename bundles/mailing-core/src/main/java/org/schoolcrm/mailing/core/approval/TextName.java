package org.schoolcrm.mailing.core.approval;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a text is called at providers: the same for the same words, another one for every other (ADR 0275). */
public final class TextName {

    private static final String PREFIX = "crm_";
    private static final int BYTES = 10;

    private TextName() {}

    public static String of(String body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return PREFIX + HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
