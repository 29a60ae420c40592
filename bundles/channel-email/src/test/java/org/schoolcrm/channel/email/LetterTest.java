package org.schoolcrm.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.Letter;
import org.schoolcrm.channel.spi.Letter.Attachment;
import org.schoolcrm.channel.spi.Letter.Bill;
import org.schoolcrm.channel.spi.Letter.Fact;
import org.schoolcrm.channel.spi.MessageDraft;

/** The school's letter around the words of a template. */
class LetterTest {

    private static final URI PAY = URI.create("https://school.test/i/AbC");
    private static final URI END = URI.create("https://school.test/u/xyz");
    private static final Bill BILL =
            new Bill("5 600 ₽", List.of(new Fact("Счет", "№ 2026-01284"), new Fact("Оплатить до", "5 декабря 2026")));

    @Test
    void both_parts_say_who_writes_what_is_due_and_how_to_end_it() throws Exception {
        var parts = parts(letter(BILL, END, List.of()), PAY);

        var text = (String) parts.getBodyPart(0).getContent();
        var html = (String) parts.getBodyPart(1).getContent();
        assertThat(text)
                .contains("Школа «Старт»", "Здравствуйте, Анна!", "К оплате", "5 600 ₽", "№ 2026-01284")
                .contains("Перейти к оплате", PAY.toString(), "ООО «Старт»", "Отписаться", END.toString());
        assertThat(html)
                .contains("Школа «Старт»", "Здравствуйте, Анна!", "К оплате", "5 600 ₽", "№ 2026-01284")
                .contains("href=\"" + PAY + "\"", "href=\"" + END + "\"", "https://school.test/i/logo/1");
    }

    @Test
    void without_an_invoice_or_a_way_to_end_them_nothing_of_these_is_said() throws Exception {
        var parts = parts(letter(null, null, List.of()), null);

        assertThat((String) parts.getBodyPart(1).getContent())
                .contains("Школа «Старт»")
                .doesNotContain("К оплате", "Перейти к оплате", "Отписаться");
    }

    @Test
    void words_of_the_school_and_of_people_stay_words() throws Exception {
        var letter = new Letter(
                "<b>Школа</b>",
                null,
                new Bill("1 ₽", List.of(new Fact("За что", "<i>B1</i>"))),
                "<u>",
                null,
                List.of());

        var html = (String) parts(letter, PAY).getBodyPart(1).getContent();

        assertThat(html)
                .contains("&lt;b&gt;Школа", "&lt;i&gt;B1", "&lt;u&gt;")
                .doesNotContain("<b>Школа", "<i>B1", "<u>");
    }

    @Test
    void programs_can_end_such_letters_with_one_click() throws Exception {
        assertThat(composed(letter(BILL, END, List.of()), PAY).getHeader("List-Unsubscribe"))
                .containsExactly("<" + END + ">");
        assertThat(composed(letter(BILL, END, List.of()), PAY).getHeader("List-Unsubscribe-Post"))
                .containsExactly("List-Unsubscribe=One-Click");
        assertThat(composed(letter(BILL, null, List.of()), PAY).getHeader("List-Unsubscribe"))
                .isNull();
    }

    @Test
    void files_go_with_it() throws Exception {
        var file =
                new Attachment("Счет 2026-01284.pdf", "application/pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8));

        var whole =
                (MimeMultipart) composed(letter(BILL, END, List.of(file)), PAY).getContent();

        assertThat(whole.getContentType()).startsWith("multipart/mixed");
        assertThat(whole.getCount()).isEqualTo(2);
        assertThat(whole.getBodyPart(1).getContentType()).startsWith("application/pdf");
        assertThat(whole.getBodyPart(1).getInputStream().readAllBytes()).isEqualTo(file.content());
        assertThat(MimeUtility.decodeText(whole.getBodyPart(1).getFileName())).isEqualTo("Счет 2026-01284.pdf");
    }

    private static Letter letter(@Nullable Bill bill, @Nullable URI unsubscribe, List<Attachment> attachments) {
        return new Letter(
                "Школа «Старт»",
                URI.create("https://school.test/i/logo/1"),
                bill,
                "ООО «Старт», ИНН 7700000000",
                unsubscribe,
                attachments);
    }

    private static MimeMultipart parts(Letter letter, @Nullable URI payAt) throws Exception {
        return (MimeMultipart) composed(letter, payAt).getContent();
    }

    private static MimeMessage composed(Letter letter, @Nullable URI payAt) throws Exception {
        var settings = new SmtpSettings(
                "localhost", 25, SmtpSettings.Security.NONE, "", "", "Школа <billing@school.test>", "");
        var session = Session.getInstance(new Properties());
        var draft = new MessageDraft(
                "o-17",
                "anna@example.org",
                "Счет",
                "<p>Здравствуйте, Анна!</p>",
                Instant.parse("2026-12-01T06:00:00Z"),
                payAt,
                null,
                letter);
        var bytes = new MimeComposer(session, settings).compose(draft).bytes();
        return new MimeMessage(session, new ByteArrayInputStream(bytes));
    }
}
