package org.schoolcrm.channel.email;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.ChannelNews;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.FetchedNews;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mailbox that reports of letters arrive in, read over IMAP; nothing in it is changed. */
record BounceMailbox(
        ReturnPath path, String host, int port, SmtpSettings.Security security, String user, String password) {

    private static final Logger LOG = LoggerFactory.getLogger(BounceMailbox.class);

    private static final String INBOX = "INBOX";
    private static final String WAIT_MILLIS = "15000";
    /** Larger ones are no reports: those repeat at most the headers. */
    private static final int LARGEST = 1 << 20;

    private static final int AT_ONCE = 25;
    private static final Pattern CURSOR = Pattern.compile("(\\d+):(\\d+)");

    /** Null for an account whose reports nobody reads. */
    static @Nullable BounceMailbox of(ProviderAccount account) {
        var path = ReturnPath.of(account);
        var host = account.setting("imapHost", "");
        return path == null || host.isEmpty()
                ? null
                : new BounceMailbox(
                        path,
                        host,
                        Integer.parseInt(account.setting("imapPort", "993")),
                        SmtpSettings.Security.valueOf(account.setting("imapSecurity", "TLS")),
                        account.setting("imapUser", ""),
                        account.setting("imapPassword", ""));
    }

    /**
     * The reports that arrived after those of the cursor, at most twenty-five.
     *
     * @param cursor the mailbox's own numbering and the last number that was read; a new numbering begins anew
     */
    FetchedNews fetch(String cursor) {
        var session = Session.getInstance(properties());
        try (var store = session.getStore("imap")) {
            store.connect(host, port, user, password);
            try (var inbox = store.getFolder(INBOX)) {
                inbox.open(Folder.READ_ONLY);
                return after(inbox, cursor);
            }
        } catch (AuthenticationFailedException e) {
            return FetchedNews.failed(
                    cursor, new ConnectionReport(Verdict.CREDENTIALS_REFUSED, String.valueOf(e.getMessage())));
        } catch (MessagingException e) {
            return FetchedNews.failed(
                    cursor, new ConnectionReport(Verdict.UNREACHABLE, String.valueOf(e.getMessage())));
        }
    }

    private FetchedNews after(Folder inbox, String cursor) throws MessagingException {
        var numbered = (UIDFolder) inbox;
        long numbering = numbered.getUIDValidity();
        var known = CURSOR.matcher(cursor);
        long last = known.matches() && Long.parseLong(known.group(1)) == numbering ? Long.parseLong(known.group(2)) : 0;
        var receipts = new ArrayList<DeliveryReceipt>();
        var mails = numbered.getMessagesByUID(last + 1, UIDFolder.LASTUID);
        var next = Arrays.copyOf(mails, Math.min(mails.length, AT_ONCE));
        inbox.fetch(next, numbersAndSizes());
        for (var mail : next) {
            long number = numbered.getUID(mail);
            if (number > last) { // the server answers with its last mail when there is none after the number
                read(mail, receipts);
                last = number;
            }
        }
        return new FetchedNews(
                new ChannelNews(receipts, List.of()), numbering + ":" + last, new ConnectionReport(Verdict.OK, ""));
    }

    private static FetchProfile numbersAndSizes() {
        var profile = new FetchProfile();
        profile.add(UIDFolder.FetchProfileItem.UID);
        profile.add(FetchProfile.Item.SIZE);
        return profile;
    }

    /**
     * The whole mail at once, because every part of it would be asked for by itself. What cannot be read is passed over:
     * it would stand in the way of every other report.
     */
    private void read(Message mail, List<DeliveryReceipt> receipts) throws MessagingException {
        if (mail.getSize() > LARGEST) {
            return;
        }
        try {
            BounceReport.of(new MimeMessage((MimeMessage) mail), path).ifPresent(receipts::add);
        } catch (FolderClosedException e) {
            throw e;
        } catch (MessagingException | IOException e) {
            LOG.warn("A report of undelivered mail cannot be read: {}", e.toString());
        }
    }

    private Properties properties() {
        var properties = new Properties();
        properties.setProperty("mail.imap.connectiontimeout", WAIT_MILLIS);
        properties.setProperty("mail.imap.timeout", WAIT_MILLIS);
        properties.setProperty("mail.imap.writetimeout", WAIT_MILLIS);
        properties.setProperty("mail.imap.partialfetch", "false");
        properties.setProperty("mail.imap.ssl.enable", Boolean.toString(security == SmtpSettings.Security.TLS));
        properties.setProperty("mail.imap.ssl.checkserveridentity", "true");
        properties.setProperty(
                "mail.imap.starttls.enable", Boolean.toString(security == SmtpSettings.Security.STARTTLS));
        properties.setProperty(
                "mail.imap.starttls.required", Boolean.toString(security == SmtpSettings.Security.STARTTLS));
        return properties;
    }

    /** The password never reaches a log. */
    @Override
    public String toString() {
        return "BounceMailbox[" + host + ":" + port + " " + security + "]";
    }
}
