package org.schoolcrm.channel.email;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.api.Headers;
import org.apache.james.jdkim.exceptions.FailException;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.ProviderAccount;

/** Signs letters for a domain (RFC 6376, relaxed/relaxed), so that receivers know them for the school's. */
record Dkim(String domain, String selector, DkimKey key) {

    /** {@code From} counts twice, so that a second one breaks the signature; absent ones cannot be added either. */
    private static final String SIGNED = "from:to:subject:date:message-id:reply-to:auto-submitted:mime-version"
            + ":content-type:list-unsubscribe:list-unsubscribe-post:from";

    private static final String LINE = "\r\n";

    /** Null for an account whose mail server signs by itself, or nobody. */
    static @Nullable Dkim of(ProviderAccount account) {
        var key = account.setting("dkimKey", "");
        return key.isEmpty()
                ? null
                : new Dkim(account.setting("dkimDomain"), account.setting("dkimSelector"), DkimKey.parse(key));
    }

    /** The message with a signature before it; a message is bytes of ASCII and 8-bit lines ended by CRLF. */
    byte[] sign(byte[] message, Instant at) {
        var text = new String(message, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(LINE + LINE);
        var fields = List.of(text.substring(0, end).split(LINE + "(?![ \\t])"));
        var body = text.substring(end + 2 * LINE.length());
        var signed = signature(new Fields(fields), body.getBytes(StandardCharsets.ISO_8859_1), at);
        var bytes = new ByteArrayOutputStream(message.length + signed.length() + LINE.length());
        bytes.writeBytes((signed + LINE).getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(message);
        return bytes.toByteArray();
    }

    private String signature(Headers headers, byte[] body, Instant at) {
        var template = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=%s; t=%d; h=%s; bh=; b=;"
                .formatted(domain, selector, at.getEpochSecond(), SIGNED);
        var signer = new DKIMSigner(template, key.secret());
        try {
            var hasher = signer.newBodyHasher(signer.newSignatureRecordTemplate(template));
            try (var out = hasher.getOutputStream()) {
                out.write(body);
            }
            return signer.sign(headers, hasher).replace("; ", ";" + LINE + " ");
        } catch (FailException e) {
            throw new IllegalStateException("The letter cannot be signed", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Fields(List<String> getFields) implements Headers {

        @Override
        public List<String> getFields() {
            return getFields;
        }

        @Override
        public List<String> getFields(String name) {
            return getFields.stream()
                    .filter(field -> field.substring(0, field.indexOf(':')).equalsIgnoreCase(name))
                    .toList();
        }
    }
}
