package org.schoolcrm.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.testkit.TestAccount;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;

class BounceMailboxTest {

    private static final String MAILBOX = "bounces@school.test";

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private final SmtpChannel channel = new SmtpChannel();

    @BeforeEach
    void a_mailbox() {
        server.start();
        server.setUser(MAILBOX, MAILBOX, "secret");
    }

    @AfterEach
    void stop() {
        channel.close();
        server.stop();
    }

    @Test
    void what_a_server_could_not_deliver_is_told_of_its_message() throws Exception {
        arrives(report(addressOf("o-17"), "failed", "5.1.1", "smtp; 550 5.1.1 no such user"));

        var news = channel.fetch(account(), "");

        assertThat(news.report().verdict()).isEqualTo(Verdict.OK);
        assertThat(news.news().receipts()).singleElement().satisfies(receipt -> {
            assertThat(receipt.reference()).isEqualTo("o-17");
            assertThat(receipt.kind()).isEqualTo(DeliveryReceipt.Kind.UNDELIVERED);
            assertThat(receipt.cause()).isEqualTo(Cause.ADDRESS);
            assertThat(receipt.detail()).contains("no such user");
        });
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"5.1.1, ADDRESS", "5.2.2, NONE", "5.3.4, SIZE", "5.7.1, POLICY", "4.4.7, NONE"})
    void whose_fault_it_is_stands_in_the_status(String status, Cause cause) throws Exception {
        arrives(report(addressOf("o-17"), "failed", status, "smtp; 5xx"));

        assertThat(channel.fetch(account(), "").news().receipts())
                .extracting(DeliveryReceipt::cause)
                .containsExactly(cause);
    }

    @Test
    void a_delay_is_no_end() throws Exception {
        arrives(report(addressOf("o-17"), "delayed", "4.4.1", "smtp; 451 later"));

        assertThat(channel.fetch(account(), "").news().receipts()).isEmpty();
    }

    @Test
    void a_report_that_nobody_could_have_got_from_us_counts_for_nothing() throws Exception {
        arrives(report("bounces+o-17-0123456789abcdef@school.test", "failed", "5.1.1", "smtp; 550"));
        arrives(report(addressOf("o-17").replace("o-17", "o-18"), "failed", "5.1.1", "smtp; 550"));
        arrives(report(MAILBOX, "failed", "5.1.1", "smtp; 550"));

        assertThat(channel.fetch(account(), "").news().receipts()).isEmpty();
    }

    @Test
    void answers_of_absent_people_are_no_reports_but_words_of_a_server_are() throws Exception {
        arrives(plain(addressOf("o-17"), "Anna <anna@example.org>", "Я в отпуске"));
        arrives(plain(addressOf("o-18"), "MAILER-DAEMON@example.org (Mail Delivery System)", "Undelivered Mail"));

        assertThat(channel.fetch(account(), "").news().receipts())
                .extracting(DeliveryReceipt::reference)
                .containsExactly("o-18");
    }

    @Test
    void each_report_is_read_once_and_the_mailbox_stays_as_it_is() throws Exception {
        arrives(report(addressOf("o-17"), "failed", "5.1.1", "smtp; 550"));
        var first = channel.fetch(account(), "");
        arrives(report(addressOf("o-18"), "failed", "5.1.1", "smtp; 550"));

        var second = channel.fetch(account(), first.cursor());
        var third = channel.fetch(account(), second.cursor());

        assertThat(second.news().receipts())
                .extracting(DeliveryReceipt::reference)
                .containsExactly("o-18");
        assertThat(third.news().receipts()).isEmpty();
        assertThat(third.cursor()).isEqualTo(second.cursor());
        assertThat(server.getReceivedMessages()).hasSize(2);
    }

    @Test
    void a_new_numbering_of_the_mailbox_begins_anew() throws Exception {
        arrives(report(addressOf("o-17"), "failed", "5.1.1", "smtp; 550"));

        assertThat(channel.fetch(account(), "1:999999999").news().receipts()).hasSize(1);
    }

    @Test
    void more_reports_than_one_answer_holds_come_one_after_the_other() throws Exception {
        for (int i = 1; i <= 26; i++) {
            arrives(report(addressOf("o-" + i), "failed", "5.1.1", "smtp; 550"));
        }

        var first = channel.fetch(account(), "");

        assertThat(first.news().receipts()).hasSize(25);
        assertThat(channel.fetch(account(), first.cursor()).news().receipts())
                .extracting(DeliveryReceipt::reference)
                .containsExactly("o-26");
    }

    @Test
    void who_cannot_log_in_or_reach_the_server_forgets_nothing() {
        var account = account();
        var wrong = channel.fetch(account(Map.of("imapPassword", "wrong")), "1:5");
        server.stop();
        var away = channel.fetch(account, "1:5");

        assertThat(wrong.report().verdict()).isEqualTo(Verdict.CREDENTIALS_REFUSED);
        assertThat(away.report().verdict()).isEqualTo(Verdict.UNREACHABLE);
        assertThat(wrong.cursor()).isEqualTo(away.cursor()).isEqualTo("1:5");
    }

    @Test
    void without_a_mailbox_nothing_is_offered() {
        assertThat(channel.fetch(account(Map.of("imapHost", "")), "").report().verdict())
                .isEqualTo(Verdict.NOT_OFFERED);
    }

    @Test
    void half_a_mailbox_is_refused_by_name() {
        assertThat(channel.problemsOf(account(Map.of("imapPassword", "")).settings()))
                .containsExactly("imapPassword");
        assertThat(channel.problemsOf(account(Map.of("bounces", "nobody")).settings()))
                .containsExactly("bounces");
        assertThat(channel.problemsOf(account(Map.of("dkimKey", "x")).settings()))
                .containsExactlyInAnyOrder("dkimKey", "dkimDomain", "dkimSelector");
    }

    private ProviderAccount account() {
        return account(Map.of());
    }

    private ProviderAccount account(Map<String, String> other) {
        var settings = new HashMap<>(Map.of(
                "host", "localhost",
                "port", "25",
                "from", "Школа <billing@school.test>",
                "bounces", MAILBOX,
                "imapHost", "127.0.0.1",
                "imapPort", String.valueOf(server.getImap().getPort()),
                "imapSecurity", "NONE",
                "imapUser", MAILBOX,
                "imapPassword", "secret"));
        settings.putAll(other);
        return TestAccount.of("smtp", settings);
    }

    private String addressOf(String reference) {
        return new ReturnPath(MAILBOX, account().hookKey()).of(reference);
    }

    private void arrives(String mail) throws Exception {
        var bytes = mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        server.setUser(MAILBOX, MAILBOX, "secret")
                .deliver(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes)));
    }

    private static String plain(String to, String from, String subject) {
        return """
                From: %s
                To: %s
                Subject: %s
                Date: Tue, 1 Sep 2026 06:00:00 +0000
                Content-Type: text/plain; charset=UTF-8

                Hello
                """.formatted(from, to, subject);
    }

    /** As RFC 3464 has it: the report for people, the fields for programs, and the headers of the letter. */
    private static String report(String to, String action, String status, String diagnostic) {
        return """
                From: MAILER-DAEMON@example.org (Mail Delivery System)
                To: %s
                Subject: Delivery Status Notification
                Date: Tue, 1 Sep 2026 06:00:00 +0000
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="part"

                --part
                Content-Type: text/plain

                It could not be delivered.
                --part
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.org
                Arrival-Date: Tue, 1 Sep 2026 06:00:00 +0000

                Original-Recipient: rfc822;anna@example.org
                Final-Recipient: rfc822; anna@example.org
                Action: %s
                Status: %s
                Diagnostic-Code: %s

                --part
                Content-Type: text/rfc822-headers

                Message-ID: <o-99@school.test>

                --part--
                """.formatted(to, action, status, diagnostic);
    }
}
