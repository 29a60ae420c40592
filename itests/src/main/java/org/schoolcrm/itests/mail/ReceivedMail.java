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
            var whole = (MimeMultipart) message.getContent();
            var parts = whole.getBodyPart(0).getContent() instanceof MimeMultipart words ? words : whole;
            return new ReceivedMail((String) parts.getBodyPart(0).getContent(), (String)
                    parts.getBodyPart(1).getContent());
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the text leads to an invoice; however often, to one. */
    public URI linkInText() {
        var links = LINKIFIED
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(ReceivedMail::isInvoice)
                .distinct();
        var found = links.toList();
        assertThat(found).as(text).hasSize(1);
        return URI.create(found.get(0));
    }

    /** Where the HTML leads to an invoice; however often, to one, and there are words to click. */
    public URI linkInHtml() {
        var links = Jsoup.parse(html).select("a[href]").stream()
                .filter(link -> isInvoice(link.attr("href")))
                .toList();
        assertThat(links).as(html).isNotEmpty().allMatch(link -> !link.text().isBlank());
        var found = links.stream().map(link -> link.attr("href")).distinct().toList();
        assertThat(found).as(html).hasSize(1);
        return URI.create(found.get(0));
    }

    private static boolean isInvoice(String link) {
        return URI.create(link).getPath().startsWith("/i/");
    }
}
