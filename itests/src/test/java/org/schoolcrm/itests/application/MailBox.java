package org.schoolcrm.itests.application;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.schoolcrm.channel.email.SmtpChannel;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.itests.mail.ReceivedMail;
import org.schoolcrm.provider.api.ConnectionReport;

/** Mails are composed as they ship, and arrive without a server. */
final class MailBox implements MessageChannel {

    private final List<MimeMessage> received = new ArrayList<>();
    private final MessageChannel shipped = new SmtpChannel();

    void clear() {
        received.clear();
    }

    List<MimeMessage> messages() {
        return received;
    }

    List<ReceivedMail> mails() {
        return received.stream().map(ReceivedMail::of).toList();
    }

    @Override
    public ChannelProfile profile() {
        return shipped.profile();
    }

    @Override
    public ConnectionReport test(ProviderAccount account) {
        return new ConnectionReport(ConnectionReport.Verdict.NOT_OFFERED, "");
    }

    @Override
    public ComposedMessage compose(ProviderAccount account, MessageDraft draft) {
        return shipped.compose(account, draft);
    }

    @Override
    public SendOutcome send(ProviderAccount account, SendRequest request, SendContext context) {
        if (!context.beforeWire()) {
            return SendOutcome.leaseLost();
        }
        try {
            var bytes = new ByteArrayInputStream(request.message().bytes());
            received.add(new MimeMessage(Session.getInstance(new Properties()), bytes));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
        return SendOutcome.accepted(request.reference());
    }
}
