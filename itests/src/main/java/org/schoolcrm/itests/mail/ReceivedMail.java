package org.schoolcrm.itests.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;

/** A mail as its reader has it before them, in a program that shows HTML or in one that shows text. */
public record ReceivedMail(String text, String html) {

    /** What mail programs make a link of. */
    private static final Pattern LINKIFIED = Pattern.compile("https?://[^\\s<>\"]+");

    public static ReceivedMail of(byte[] message) {
        try {
            return of(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message)));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static ReceivedMail of(MimeMessage message) {
        try {
            var parts = (MimeMultipart) message.getContent();
            return new ReceivedMail((String) parts.getBodyPart(0).getContent(), (String)
                    parts.getBodyPart(1).getContent());
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The only link that the text offers. */
    public URI linkInText() {
        var links = LINKIFIED.matcher(text).results().map(MatchResult::group).toList();
        assertThat(links).as(text).hasSize(1);
        return URI.create(links.get(0));
    }

    /** The only link that the HTML offers, and there are words to click. */
    public URI linkInHtml() {
        var links = Jsoup.parse(html).select("a[href]");
        assertThat(links).as(html).hasSize(1).allMatch(link -> !link.text().isBlank());
        return URI.create(links.attr("href"));
    }
}
