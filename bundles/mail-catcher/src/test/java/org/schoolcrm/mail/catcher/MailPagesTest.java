package org.schoolcrm.mail.catcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MailPagesTest {

    private static final String BOTH = """
            From: school@example.org
            To: anna@example.org
            Subject: Invoice <1>
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary=b

            --b
            Content-Type: text/plain; charset=utf-8

            Оплатить: https://school.example/i/AbC?x=1&y=2.
            --b
            Content-Type: text/html; charset=utf-8

            <p onclick="evil()">Здравствуйте, "<a href="https://school.example/i/AbC">оплатить</a>"</p>
            --b--
            """.replace("\n", "\r\n");
    private static final String ONLY_TEXT = "Subject: x\r\n\r\n<b>words</b>\r\n";

    @Test
    void a_letter_is_shown_as_its_reader_sees_it_but_runs_and_loads_nothing() {
        var page = MailPages.one(mail(BOTH), MailView.LETTER);

        assertThat(page)
                .contains("<iframe title=\"Письмо\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\" srcdoc=\"")
                .contains("default-src &#39;none&#39;")
                .contains("&lt;base target=&#34;_blank&#34;>")
                .contains("Здравствуйте, &#34;&lt;a href=&#34;https://school.example/i/AbC&#34;")
                .doesNotContain("<p onclick");
    }

    @Test
    void the_text_has_links_that_open_beside_it_and_end_before_the_full_stop() {
        assertThat(MailPages.one(mail(BOTH), MailView.TEXT))
                .contains("<a href=\"https://school.example/i/AbC?x=1&amp;y=2\" target=\"_blank\""
                        + " rel=\"noopener noreferrer\">https://school.example/i/AbC?x=1&amp;y=2</a>.")
                .doesNotContain("<iframe");
    }

    @Test
    void the_source_is_all_of_it_with_its_headers() {
        assertThat(MailPages.one(mail(BOTH), MailView.SOURCE))
                .contains("Content-Type: multipart/alternative; boundary=b")
                .contains("&lt;p onclick=");
    }

    @Test
    void a_mail_without_html_shows_its_text_instead() {
        assertThat(MailPages.one(mail(ONLY_TEXT), MailView.LETTER))
                .contains("&lt;b&gt;words&lt;/b&gt;")
                .doesNotContain("<iframe");
    }

    @Test
    void each_view_is_a_tab_and_says_which_one_is_open() {
        assertThat(MailPages.one(mail(BOTH), MailView.TEXT))
                .contains("<a href=\"/demo/mail/7\">Письмо</a>")
                .contains("<a href=\"/demo/mail/7/text\" aria-current=\"page\">Текст</a>")
                .contains("<a href=\"/demo/mail/7/source\">Исходник</a>");
        assertThat(MailView.at("/nothing")).isEmpty();
    }

    private static CaughtMail mail(String source) {
        return CaughtMail.read(7, "anna@example.org", source.getBytes(StandardCharsets.UTF_8));
    }
}
