package org.schoolcrm.channel.email;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;

/** An account at a mail server, with a connection that is kept between messages. */
final class SmtpAccount implements AutoCloseable {

    private final Session session;
    private final MimeComposer composer;
    private final SmtpLine line;
    private final @Nullable ReturnPath returnPath;

    SmtpAccount(SmtpSettings settings) {
        this.session = Session.getInstance(settings.asMailProperties());
        this.composer = new MimeComposer(session, settings);
        this.line = new SmtpLine(session, settings);
        this.returnPath = settings.returnPath();
    }

    ComposedMessage compose(MessageDraft draft) {
        return composer.compose(draft);
    }

    SendOutcome send(SendRequest request, SendContext context) {
        synchronized (line) {
            return sendOnLine(request, context);
        }
    }

    /** Logs in, as far as a user is set, and sends nothing. */
    ConnectionReport test() {
        synchronized (line) {
            try {
                line.open();
                return new ConnectionReport(Verdict.OK, "");
            } catch (MessagingException e) {
                line.hangUp();
                var outcome = SmtpOutcome.of(e, false);
                return new ConnectionReport(
                        outcome.cause() == Cause.AUTH ? Verdict.CREDENTIALS_REFUSED : Verdict.UNREACHABLE,
                        outcome.detail());
            }
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
            if (returnPath != null) {
                message.setEnvelopeFrom(returnPath.of(request.reference()));
            }
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
    private static final class ReplayedMessage extends SMTPMessage {

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
