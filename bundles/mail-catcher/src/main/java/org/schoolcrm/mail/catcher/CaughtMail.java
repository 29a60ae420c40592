package org.schoolcrm.mail.catcher;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A mail as it came in, read once.
 *
 * @param html empty if it has no such part
 * @param source every byte of it, headers too
 */
record CaughtMail(int number, String to, String subject, String text, String html, String source) {

    private static final Session SESSION = Session.getInstance(new Properties());

    static CaughtMail read(int number, String to, byte[] data) {
        var source = new String(data, StandardCharsets.UTF_8);
        try {
            var message = new MimeMessage(SESSION, new ByteArrayInputStream(data));
            var parts = new ArrayList<Part>();
            collect(message, parts);
            return new CaughtMail(
                    number,
                    to,
                    String.valueOf(message.getSubject()),
                    first(parts, "text/plain").orElse(""),
                    first(parts, "text/html").orElse(""),
                    source);
        } catch (MessagingException | IOException e) {
            return new CaughtMail(number, to, "?", "Это письмо не удалось прочитать: " + e.getMessage(), "", source);
        }
    }

    private static void collect(Part part, List<Part> leaves) throws MessagingException, IOException {
        if (part.getContent() instanceof Multipart parts) {
            for (int index = 0; index < parts.getCount(); index++) {
                collect(parts.getBodyPart(index), leaves);
            }
        } else if (!Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            leaves.add(part);
        }
    }

    private static Optional<String> first(List<Part> parts, String type) throws MessagingException, IOException {
        for (var part : parts) {
            if (part.isMimeType(type)) {
                return Optional.of(String.valueOf(part.getContent()));
            }
        }
        return Optional.empty();
    }
}
