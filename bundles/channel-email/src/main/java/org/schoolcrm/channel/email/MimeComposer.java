package org.schoolcrm.channel.email;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Date;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.safety.Safelist;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.Letter;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.SendOutcome.Cause;

/** Makes the bytes of an e-mail: cleaned HTML, the same as plain text, and stable headers. */
final class MimeComposer {

    /** Blocks stay blocks: what stood apart would run together without them. */
    private static final Safelist HARMLESS = Safelist.relaxed()
            .addTags("address", "article", "aside", "center", "figcaption", "figure", "footer", "header", "hr", "main")
            .addTags("nav", "section")
            .addAttributes("table", "border", "cellpadding", "cellspacing", "width")
            .removeProtocols("a", "href", "ftp")
            .addProtocols("a", "href", "tel");

    private static final Document.OutputSettings AS_WRITTEN = new Document.OutputSettings().prettyPrint(false);

    private final Session session;
    private final SmtpSettings settings;

    MimeComposer(Session session, SmtpSettings settings) {
        this.session = session;
        this.settings = settings;
    }

    ComposedMessage compose(MessageDraft draft) {
        try {
            var to = recipient(draft);
            var from = sender();
            var html = Jsoup.clean(draft.body(), "", HARMLESS, AS_WRITTEN);
            var message = new StableMessage(session, "<" + draft.reference() + "@" + domainOf(from) + ">");
            message.setFrom(from);
            if (!settings.replyTo().isBlank()) {
                message.setReplyTo(replyTo());
            }
            message.setRecipient(MimeMessage.RecipientType.TO, to);
            message.setSubject(draft.subject(), "UTF-8");
            message.setSentDate(Date.from(draft.date()));
            message.setHeader("Auto-Submitted", "auto-generated");
            var letter = draft.letter();
            if (letter != null && letter.unsubscribe() != null) {
                message.setHeader("List-Unsubscribe", "<" + letter.unsubscribe() + ">");
                message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            }
            message.setContent(content(letter == null ? html : LetterLayout.of(html, draft), letter));
            message.saveChanges();
            var bytes = new ByteArrayOutputStream();
            message.writeTo(bytes);
            return new ComposedMessage(signed(bytes.toByteArray(), draft.date()));
        } catch (MessagingException e) {
            throw CompositionException.rejected(Cause.CONTENT, "The e-mail cannot be composed: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InternetAddress recipient(MessageDraft draft) {
        try {
            return HeaderAddress.recipient(draft.address());
        } catch (AddressException e) {
            throw CompositionException.rejected(Cause.ADDRESS, "not an e-mail address: " + e.getMessage());
        }
    }

    private InternetAddress sender() {
        try {
            return HeaderAddress.of(settings.from());
        } catch (AddressException e) {
            throw CompositionException.held(Cause.SENDER, "the sender is no e-mail address: " + e.getMessage());
        }
    }

    private InternetAddress[] replyTo() {
        try {
            return HeaderAddress.listOf(settings.replyTo());
        } catch (AddressException e) {
            throw CompositionException.held(Cause.SENDER, "replies have no e-mail address: " + e.getMessage());
        }
    }

    private byte[] signed(byte[] message, Instant at) {
        var dkim = settings.dkim();
        return dkim == null ? message : dkim.sign(message, at);
    }

    private static MimeMultipart content(String html, @Nullable Letter letter) throws MessagingException {
        var words = bothParts(html);
        if (letter == null || letter.attachments().isEmpty()) {
            return words;
        }
        var body = new MimeBodyPart();
        body.setContent(words);
        var whole = new MimeMultipart(body);
        for (var attachment : letter.attachments()) {
            var part = new MimeBodyPart();
            part.setDataHandler(new DataHandler(new ByteArrayDataSource(attachment.content(), attachment.type())));
            part.setFileName(attachment.name());
            whole.addBodyPart(part);
        }
        return whole;
    }

    private static MimeMultipart bothParts(String html) throws MessagingException {
        var plain = new MimeBodyPart();
        plain.setText(PlainTextPart.of(html), "UTF-8");
        var rich = new MimeBodyPart();
        rich.setText(html, "UTF-8", "html");
        return new MimeMultipart("alternative", plain, rich);
    }

    private static String domainOf(InternetAddress from) {
        return from.getAddress().substring(from.getAddress().indexOf('@') + 1);
    }

    /** Keeps its Message-ID: every retry is the same message to the one who receives it. */
    private static final class StableMessage extends MimeMessage {

        private final String id;

        StableMessage(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
