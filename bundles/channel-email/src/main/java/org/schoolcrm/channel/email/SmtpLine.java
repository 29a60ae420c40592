package org.schoolcrm.channel.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** One connection to the mail server, kept for up to a hundred messages. For one caller at a time. */
final class SmtpLine {

    private static final int MESSAGES = 100;

    private final Session session;
    private final SmtpSettings settings;
    private @Nullable SMTPTransport current;
    private int used;

    SmtpLine(Session session, SmtpSettings settings) {
        this.session = session;
        this.settings = settings;
    }

    /** A connection that answers; {@code isConnected} asks the server. */
    SMTPTransport open() throws MessagingException {
        if (current != null && used < MESSAGES && current.isConnected()) {
            used++;
            return current;
        }
        hangUp();
        var fresh = (SMTPTransport) session.getTransport("smtp");
        fresh.connect(settings.host(), settings.port(), blankToNull(settings.user()), blankToNull(settings.password()));
        current = fresh;
        used = 1;
        return fresh;
    }

    void hangUp() {
        if (current != null) {
            try {
                current.close();
            } catch (MessagingException e) {
                // It is gone either way.
            }
            current = null;
        }
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text;
    }
}
