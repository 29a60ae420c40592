package org.schoolcrm.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.channel.spi.SendRequest;

class SmtpAccountTest {

    private static final String BODY = "<p>Здравствуйте, Анна &lt;мама&gt;!</p><p>Счёт: <a href=\"https://s.ru/i/AbC\">"
            + "https://s.ru/i/AbC</a></p><script>alert(1)</script>";
    private static final MessageDraft DRAFT = new MessageDraft(
            "o-17", "anna@example.org", "Счёт на 1500.00", BODY, Instant.parse("2026-09-01T06:00:00Z"));

    private ScriptedMailServer server;
    private SmtpAccount account;

    @BeforeEach
    void a_server_and_a_channel_to_it() throws IOException {
        server = new ScriptedMailServer();
        account = accountAt(server.port());
    }

    @AfterEach
    void stop() throws IOException {
        account.close();
        server.close();
    }

    @Test
    void sends_exactly_the_bytes_that_were_composed() {
        var composed = account.compose(DRAFT);

        var outcome = account.send(new SendRequest("o-17", "anna@example.org", composed), () -> true);

        assertThat(outcome.kind()).isEqualTo(Kind.ACCEPTED);
        assertThat(outcome.providerId()).isEqualTo("250 2.0.0 Ok: queued as ABC123");
        assertThat(server.received()).containsExactly(new String(composed.bytes(), StandardCharsets.UTF_8));
    }

    @Test
    void composes_a_message_that_says_the_same_as_html_and_as_text() throws Exception {
        var message = parsed(account.compose(DRAFT).bytes());

        assertThat(message.getSubject()).isEqualTo("Счёт на 1500.00");
        assertThat(message.getHeader("Message-ID")).containsExactly("<o-17@school.test>");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(message.getSentDate()).isEqualTo("2026-09-01T06:00:00Z");
        var parts = (MimeMultipart) message.getContent();
        assertThat(parts.getBodyPart(0).getContent())
                .isEqualTo("Здравствуйте, Анна <мама>!\n\nСчёт: https://s.ru/i/AbC");
        assertThat((String) parts.getBodyPart(1).getContent())
                .contains("Анна &lt;мама&gt;")
                .contains("<a href=\"https://s.ru/i/AbC\">")
                .doesNotContain("script");
    }

    @Test
    void links_lead_to_the_web_to_mailboxes_and_to_phones_alone() {
        var body = "<a href=\"tel:+74951234567\">1</a><a href=\"mailto:a@s.ru\">2</a><a href=\"http://s.ru\">3</a>"
                + "<a href=\"ftp://s.ru\">4</a><a href=\"javascript:x()\">5</a><a href=\"data:text/html,x\">6</a>"
                + "<form action=\"https://s.ru\"><input></form><iframe src=\"https://s.ru\"></iframe>";
        var draft = new MessageDraft("o-18", "anna@example.org", "Счёт", body, DRAFT.date());

        var sent = new String(account.compose(draft).bytes(), StandardCharsets.UTF_8);

        assertThat(sent)
                .contains("href=\"tel:+74951234567\"", "href=\"mailto:a@s.ru\"", "href=\"http://s.ru\"")
                .doesNotContain("ftp:", "javascript:", "data:", "<form", "<input", "<iframe");
    }

    @Test
    void composes_the_same_headers_every_time() {
        assertThat(new String(account.compose(DRAFT).bytes(), StandardCharsets.UTF_8))
                .contains("Date: Tue, 1 Sep 2026")
                .contains("Message-ID: <o-17@school.test>");
    }

    @Test
    void keeps_the_connection_between_messages() {
        for (int i = 0; i < 5; i++) {
            assertThat(send()).isEqualTo(Kind.ACCEPTED);
        }

        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void sends_nothing_when_another_dispatcher_has_the_message() {
        var outcome = account.send(new SendRequest("o-17", "anna@example.org", account.compose(DRAFT)), () -> false);

        assertThat(outcome.kind()).isEqualTo(Kind.RETRYABLE);
        assertThat(server.received()).isEmpty();
    }

    /** The table of channels.md 3.1. */
    @ParameterizedTest(name = "{0} answered by \"{1}\" is {2}")
    @CsvSource({
        "greeting, 421 busy,                        RETRYABLE",
        "greeting, 554 go away,                     HELD",
        "greeting, drop,                            RETRYABLE",
        "MAIL,     451 later,                       RETRYABLE",
        "MAIL,     550 sender refused,              HELD",
        "RCPT,     450 4.2.0 greylisted,            RETRYABLE",
        "RCPT,     452 too many,                    RETRYABLE",
        "RCPT,     550 5.1.1 no such user,          REJECTED",
        "RCPT,     drop,                            RETRYABLE",
        "DATA,     451 later,                       RETRYABLE",
        "DATA,     554 5.7.1 refused,               HELD",
        ".,        451 later,                       RETRYABLE",
        ".,        552 5.3.4 too large,             REJECTED",
        ".,        554 5.7.1 content,               REJECTED",
        ".,        drop,                            UNCERTAIN",
    })
    void knows_what_an_answer_means_for_the_message(String step, String answer, Kind expected) {
        server.when(step, answer);

        assertThat(send()).isEqualTo(expected);
    }

    @Test
    void knows_that_a_closed_door_let_nothing_through() throws IOException {
        server.close();

        assertThat(send()).isEqualTo(Kind.RETRYABLE);
    }

    @Test
    void knows_that_a_broken_address_never_will_be_right() {
        var composed = account.compose(DRAFT);

        assertThat(account.send(new SendRequest("o-17", "anna@@example", composed), () -> true)
                        .kind())
                .isEqualTo(Kind.REJECTED);
    }

    @ParameterizedTest(name = "\"{0}\" is {1} because of {2}")
    @CsvSource({
        "550 5.1.1 no such user,   REJECTED,  ADDRESS",
        "550 no such user,         REJECTED,  ADDRESS",
        "550 5.7.1 bad reputation, REJECTED,  POLICY",
        "553 5.3.0 something else, REJECTED,  NONE",
        "554 5.2.2 mailbox full,   RETRYABLE, RECIPIENT_BUSY",
        "550 5.4.1 no route,       RETRYABLE, RECIPIENT_BUSY",
        "450 4.2.0 greylisted,     RETRYABLE, RECIPIENT_BUSY",
        "450 4.7.1 too many,       RETRYABLE, PROVIDER_BUSY",
    })
    void blames_the_address_only_when_the_server_does(String answer, Kind kind, Cause cause) {
        server.when("RCPT", answer);
        var outcome = sendOnce();

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.cause()).isEqualTo(cause);
    }

    @Test
    void a_policy_of_the_receiver_is_nobodys_address_however_late_it_is_told() {
        server.when(".", "550 5.7.26 unauthenticated mail");

        assertThat(sendOnce().cause()).isEqualTo(Cause.POLICY);
    }

    @Test
    void what_a_server_hears_is_ascii_whatever_the_sender_and_the_recipient_are_called() throws Exception {
        var abroad = new SmtpAccount(new SmtpSettings(
                "localhost",
                server.port(),
                SmtpSettings.Security.NONE,
                "",
                "",
                "Школа «Маяк» <billing@школа.рф>",
                "Бухгалтерия <money@школа.рф>"));
        var draft = new MessageDraft("o-17", "info@xn--80atdl2c.xn--p1ai", "Счёт", "Счёт", DRAFT.date());
        var composed = abroad.compose(draft);

        assertThat(abroad.send(new SendRequest("o-17", draft.address(), composed), () -> true)
                        .kind())
                .isEqualTo(Kind.ACCEPTED);
        assertThat(composed.bytes()).matches(SmtpAccountTest::isAscii);
        assertThat(server.commands())
                .contains("RCPT TO:<info@xn--80atdl2c.xn--p1ai>")
                .allMatch(line -> line.chars().allMatch(letter -> letter < 128));
        var message = parsed(composed.bytes());
        assertThat(message.getFrom()[0].toString()).endsWith("<billing@xn--80atdl2c.xn--p1ai>");
        assertThat(((InternetAddress) message.getFrom()[0]).getPersonal()).isEqualTo("Школа «Маяк»");
        assertThat(((InternetAddress) message.getReplyTo()[0]).getPersonal()).isEqualTo("Бухгалтерия");
        abroad.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sаlе@mail.ru",
                "info@школа.рф",
                "ivan..petrov@example.ru",
                "ab.@example.ru",
                "mailto:a@example.ru",
                "a@example.ru\u00A0",
                "Анна <a@example.ru>",
                "a@example.ru, b@example.ru",
                "a@example.ru\r\nBcc: b@example.ru",
                "",
            })
    void an_address_that_is_not_exactly_one_in_ascii_is_neither_composed_nor_sent(String address) {
        var draft = new MessageDraft("o-17", address, "Счёт", "Счёт", DRAFT.date());

        assertThatThrownBy(() -> account.compose(draft))
                .isInstanceOfSatisfying(
                        CompositionException.class,
                        refused -> assertThat(refused.outcome().cause()).isEqualTo(Cause.ADDRESS));
        var outcome = account.send(new SendRequest("o-17", address, account.compose(DRAFT)), () -> true);
        assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
        assertThat(outcome.cause()).isEqualTo(Cause.ADDRESS);
        assertThat(server.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Школа", "Школа <billing>", "биллинг@school.test", ""})
    void a_sender_that_nobody_can_write_to_holds_the_channel_and_costs_no_message(String from) {
        var nameless = new SmtpAccount(
                new SmtpSettings("localhost", server.port(), SmtpSettings.Security.NONE, "", "", from, ""));

        assertThatThrownBy(() -> nameless.compose(DRAFT))
                .isInstanceOfSatisfying(CompositionException.class, refused -> {
                    assertThat(refused.outcome().kind()).isEqualTo(Kind.HELD);
                    assertThat(refused.outcome().cause()).isEqualTo(Cause.SENDER);
                });
    }

    @Test
    void comes_back_to_a_greylisting_server_no_sooner_than_in_five_minutes() {
        server.when("RCPT", "450 4.2.0 greylisted");

        assertThat(sendOnce().retryAfter()).isEqualTo(Duration.ofMinutes(5));
    }

    private Kind send() {
        return sendOnce().kind();
    }

    private SendOutcome sendOnce() {
        return account.send(new SendRequest("o-17", "anna@example.org", account.compose(DRAFT)), () -> true);
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte one : bytes) {
            if (one < 0) {
                return false;
            }
        }
        return true;
    }

    private static SmtpAccount accountAt(int port) {
        return new SmtpAccount(new SmtpSettings(
                "localhost", port, SmtpSettings.Security.NONE, "", "", "Школа <billing@school.test>", ""));
    }

    private static MimeMessage parsed(byte[] bytes) throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
    }
}
