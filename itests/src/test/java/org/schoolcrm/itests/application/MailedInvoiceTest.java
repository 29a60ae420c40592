package org.schoolcrm.itests.application;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.channel.api.ProviderAccounts;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderTerms;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.itests.mail.ReceivedMail;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingRuns;
import org.schoolcrm.mailing.api.Mailings;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.Templates;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** From a mailing to the file in the mail: the PDF that the page of the same invoice offers. */
class MailedInvoiceTest {

    private static final BranchId CENTRE = new BranchId(1);
    private static final Actor ADMIN = Actor.user(1);
    private static final int BIGGEST = 120_000;

    private static TestDatabase database;
    private static TestApplication application;
    private static TestServer server;
    private static MailBox box;
    private static Template template;

    @BeforeAll
    static void open() {
        database = TestDatabase.h2();
        application = TestApplication.still(database, Instant.parse("2026-09-10T09:00:00Z"), 60)
                .with("pay-page");
        box = new MailBox();
        application.offer(MessageChannel.class, box);
        application
                .the(ProviderAccounts.class)
                .declare(
                        "mail.cfg",
                        new ProviderAccounts.Declaration(
                                null,
                                "smtp",
                                "Почта",
                                true,
                                Map.of("host", "localhost", "from", "Школа <billing@school.test>"),
                                ProviderTerms.USUAL));
        server = application.server();
        template = application
                .the(Templates.class)
                .create(
                        CENTRE,
                        DeliveryMethod.EMAIL,
                        new Template.Content("Счет с файлом", "Счет", "Счет приложен. Оплатить: {bill.url}", true),
                        ADMIN);
    }

    @AfterAll
    static void close() {
        server.close();
        application.close();
        database.close();
    }

    @BeforeEach
    void nothing_has_come() {
        box.clear();
    }

    @Test
    @DisplayName(
            "each letter of a run carries the PDF of the invoice that its link leads to, of a size that boxes take")
    void each_letter_carries_the_invoice_that_its_link_leads_to() throws Exception {
        var run = application
                .the(MailingRuns.class)
                .start(mailing().id(), "hand:1", ADMIN)
                .id();
        send();

        var billing = application.the(Billing.class);
        var billed = application.the(MailingRuns.class).entries(run, 0, 500).stream()
                .filter(entry -> entry.outcome() == RunEntry.Outcome.BILLED)
                .map(entry ->
                        billing.find(Objects.requireNonNull(entry.invoice())).orElseThrow())
                .toList();
        assertThat(box.messages()).hasSameSizeAs(billed).isNotEmpty();
        for (var message : box.messages()) {
            var link = ReceivedMail.of(message).linkInText().toString();
            var invoice = billed.stream()
                    .filter(one -> billing.link(one.id()).equals(link))
                    .findFirst()
                    .orElseThrow();
            var file = file(message);
            assertThat(file.getFileName()).isEqualTo("invoice-" + invoice.number() + ".pdf");
            assertThat(file.getDisposition()).isEqualTo(Part.ATTACHMENT);
            assertThat(text(file)).contains("Счет № " + invoice.number(), "Итого к оплате");
            assertThat(message.getSize()).isBetween(1, BIGGEST);
        }
        assertThat(number("select count(*) from message where composed is not null"))
                .as("bytes that are kept after the mail server has them")
                .isZero();
    }

    @Test
    void a_trial_carries_a_sample_that_nobody_takes_for_an_invoice() throws Exception {
        var customer = number("select min(id) from school_customer where branch_id = 1");
        application
                .the(Templates.class)
                .sendTest(template.id(), new CustomerId(customer), "director@school.test", ADMIN);
        send();

        assertThat(box.messages())
                .singleElement()
                .satisfies(message -> assertThat(text(file(message))).contains("Счет № ОБРАЗЕЦ", "3 500,00"));
    }

    private static void send() {
        application.work("mailing-run", "mailing-page");
        application.the(SettableClock.class).advance(Duration.ofMinutes(1));
        application.work("message-heart", "message-dispatch");
    }

    private static Mailing mailing() {
        var mailings = application.the(Mailings.class);
        var shipped = mailings.of(CENTRE).get(0).settings();
        var how = new Mailing.How(DeliveryMethod.EMAIL, template.id(), null, false, Mailing.Reminders.NONE, null);
        return mailings.create(
                CENTRE, new Mailing.Settings("Счета", false, shipped.what(), shipped.when(), how), ADMIN);
    }

    private static Part file(MimeMessage message) throws MessagingException, IOException {
        var parts = (Multipart) message.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/mixed");
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(1).isMimeType("application/pdf")).isTrue();
        return parts.getBodyPart(1);
    }

    private static String text(Part file) throws MessagingException, IOException {
        try (var document = Loader.loadPDF(file.getInputStream().readAllBytes())) {
            return new PDFTextStripper().getText(document).replace('\u00a0', ' ');
        }
    }

    private static long number(String sql) {
        try (var connection = application.the(DataSource.class).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
