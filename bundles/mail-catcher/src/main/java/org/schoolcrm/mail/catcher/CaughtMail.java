package org.schoolcrm.mail.catcher;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Properties;

/** A mail as it came in, read once. */
record CaughtMail(int number, String to, String subject, String text) {

    private static final Session SESSION = Session.getInstance(new Properties());

    static CaughtMail read(int number, String to, byte[] data) {
        try {
            var message = new MimeMessage(SESSION, new ByteArrayInputStream(data));
            return new CaughtMail(number, to, String.valueOf(message.getSubject()), plainText(message.getContent()));
        } catch (MessagingException | IOException e) {
            return new CaughtMail(number, to, "?", "This mail cannot be read: " + e.getMessage());
        }
    }

    private static String plainText(Object content) throws MessagingException, IOException {
        if (content instanceof Multipart parts && parts.getCount() > 0) {
            BodyPart first = parts.getBodyPart(0);
            return plainText(first.getContent());
        }
        return String.valueOf(content);
    }
}
