package org.schoolcrm.mailing.core.chat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** What stands in a link that binds a chat: 192 random bits. It is given away once and kept nowhere but as a hash. */
record ChatToken(String text) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{32}");
    private static final int BYTES = 24;

    static ChatToken fresh() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new ChatToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Nothing for what no link of ours contains. */
    static Optional<ChatToken> read(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new ChatToken(text)) : Optional.empty();
    }

    String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** It is as good as the link: it never reaches a log. */
    @Override
    public String toString() {
        return "ChatToken";
    }
}
