package org.schoolcrm.channel.email;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendRequest;

/** E-mail through a mail server, over a connection that is kept between messages: channels.md 3.1. */
public final class SmtpChannel implements MessageChannel, AutoCloseable {

    private final Session session;
    private final MimeComposer composer;
    private final SmtpLine line;

    public SmtpChannel(SmtpSettings settings) {
        this.session = Session.getInstance(settings.asMailProperties());
        this.composer = new MimeComposer(session, settings);
        this.line = new SmtpLine(session, settings);
    }

    @Override
    public String name() {
        return "email";
    }

    /** A receiver may drop a second copy by its Message-ID, but nobody promises to. */
    @Override
    public Idempotency idempotency() {
        return Idempotency.NONE;
    }

    @Override
    public Encoding encoding() {
        return Encoding.HTML;
    }

    @Override
    public ComposedMessage compose(MessageDraft draft) {
        return composer.compose(draft);
    }

    @Override
    public SendOutcome send(SendRequest request, SendContext context) {
        synchronized (line) {
            return sendOnLine(request, context);
        }
    }

    @Override
    public void close() {
        synchronized (line) {
            line.hangUp();
        }
    }

    private SendOutcome sendOnLine(SendRequest request, SendContext context) {
        var stage = new Stage();
        try {
            var message = new ReplayedMessage(session, request.message(), stage);
            var to = new Address[] {HeaderAddress.recipient(request.address())};
            var transport = line.open();
            if (!context.beforeWire()) {
                return SendOutcome.leaseLost();
            }
            transport.sendMessage(message, to);
            return SendOutcome.accepted(transport.getLastServerResponse().strip());
        } catch (MessagingException e) {
            line.hangUp();
            return SmtpOutcome.of(e, stage.bodyStarted);
        }
    }

    /** How far a sending has come: once the body is on its way, a silence proves nothing. */
    private static final class Stage {

        private boolean bodyStarted;
    }

    /** The stored bytes as they are; nothing is composed again. */
    private static final class ReplayedMessage extends MimeMessage {

        private final Stage stage;

        ReplayedMessage(Session session, ComposedMessage message, Stage stage) throws MessagingException {
            super(session, new ByteArrayInputStream(message.bytes()));
            this.stage = stage;
        }

        @Override
        public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
            stage.bodyStarted = true;
            super.writeTo(out, ignored);
        }
    }
}
