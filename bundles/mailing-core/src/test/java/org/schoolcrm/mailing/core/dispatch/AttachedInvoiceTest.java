package org.schoolcrm.mailing.core.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.channel.spi.ChannelProfile.Encoding;
import org.schoolcrm.channel.spi.Letter;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.mailing.api.AccountScope;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.core.Form;
import org.schoolcrm.mailing.core.MailingTestApplication;
import org.schoolcrm.problem.ProblemException;
import org.schoolcrm.runtime.api.Attention;

/** A template that says so has the PDF of each invoice go with its letter. */
class AttachedInvoiceTest {

    private final MailingTestApplication application = new MailingTestApplication();
    private final List<MessageDraft> drafts = new ArrayList<>();
    private final List<String> printed = new ArrayList<>();
    private @Nullable String unprintable;
    private boolean busy;

    @BeforeEach
    void letters() {
        application.channel.encoding = Encoding.HTML;
        application.channel.composes = drafts::add;
        application.printers.add((invoice, language) -> print(invoice));
    }

    @Test
    void each_letter_carries_its_own_invoice() {
        application.customer("Анна", "10.00");
        application.customer("Борис", "20.00");

        run("{bill.url}", true);

        assertThat(files())
                .extracting(Letter.Attachment::name, file -> new String(file.content(), UTF_8))
                .containsExactly(
                        tuple("invoice-1-2026-1.pdf", "10.00 RUB"), tuple("invoice-1-2026-2.pdf", "20.00 RUB"));
        assertThat(application.channel.sent).hasSize(2);
    }

    @Test
    void a_letter_about_all_invoices_carries_those_that_are_to_be_paid() {
        application.customerWithTwoAccounts("Анна", "10.00", "20.00");
        run("{customer.bills}", true);

        assertThat(files())
                .extracting(Letter.Attachment::name)
                .containsExactly("invoice-1-2026-1.pdf", "invoice-1-2026-2.pdf");
    }

    @Test
    void without_the_mark_nothing_is_printed() {
        application.customer("Анна", "10.00");

        run("{bill.url}", false);

        assertThat(printed).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void an_invoice_that_does_not_print_keeps_no_other_letter_back_and_goes_without_its_file_at_last() {
        application.customer("Анна", "10.00");
        application.customer("Борис", "20.00");
        unprintable = "1-2026-1";

        var run = run("{bill.url}", true);
        assertThat(application.memory.messages.states.values())
                .containsExactlyInAnyOrder(MessageState.RETRY_WAIT, MessageState.ACCEPTED);
        assertThat(application.operators.pauses.all()).isEmpty();
        assertThat(application.attentions).isEmpty();

        afterAQuarterOfAnHour();

        assertThat(application.channel.sent).hasSize(2);
        assertThat(files()).extracting(Letter.Attachment::name).containsExactly("invoice-1-2026-2.pdf");
        assertThat(application.attentions)
                .extracting(Attention::kind, Attention::subject)
                .containsExactly(tuple("message.without-invoice", "run:" + run.id()));
        assertThat(application.memory.messages.details.values())
                .filteredOn(detail -> detail.contains("without its PDF"))
                .hasSize(1);
    }

    @Test
    void letters_wait_while_nobody_prints_and_then_go_with_their_files() {
        for (int i = 0; i < 5; i++) {
            application.customer("Клиент " + i, "10.00");
        }
        busy = true;
        run("{bill.url}", true);
        assertThat(application.channel.sent).isEmpty();
        assertThat(printed).as("asked once for the batch").hasSize(1);

        busy = false;
        application.clock.advance(Duration.ofMinutes(1));
        application.runJobs(3);

        assertThat(application.channel.sent).hasSize(5);
        assertThat(files()).hasSize(5);
        assertThat(application.attentions).isEmpty();
    }

    @Test
    void while_the_bundle_that_prints_is_away_letters_wait_no_longer_than_a_quarter_of_an_hour() {
        application.customer("Анна", "10.00");
        application.printers.clear();
        run("{bill.url}", true);
        assertThat(application.channel.sent).isEmpty();

        afterAQuarterOfAnHour();

        assertThat(application.channel.sent).hasSize(1);
        assertThat(application.attentions).hasSize(1);
    }

    @Test
    void a_file_is_printed_once_however_often_its_letter_is_tried() {
        application.customer("Анна", "10.00");
        application.channel.breaksBeforeWire = new IllegalStateException("stopped");
        run("{bill.url}", true);
        application.channel.breaksBeforeWire = null;
        application.clock.advance(Duration.ofMinutes(1));
        application.runJobs(2);

        assertThat(application.channel.sent).hasSize(1);
        assertThat(printed).hasSize(1);
    }

    @Test
    void a_trial_carries_a_sample_that_says_what_it_is() {
        var anna = application.customer("Анна", "10.00");
        var template = template("{bill.url}", true);

        application.templates.sendTest(template.id(), anna, "me@example.org", MailingTestApplication.ADMIN);
        application.runJobs(5);

        assertThat(files()).extracting(Letter.Attachment::name).containsExactly("invoice.pdf");
        assertThat(printed).containsExactly("ОБРАЗЕЦ");
    }

    @Test
    void the_preview_and_the_dry_run_name_the_file() {
        var anna = application.customer("Анна", "10.00");
        var content = new Template.Content("", "Счёт", "{bill.url}", true);
        var preview = application.templates.preview(MailingTestApplication.BRANCH, DeliveryMethod.EMAIL, content, anna);
        assertThat(preview.attachments()).containsExactly("invoice.pdf");

        var mailing = application.mailings.create(
                MailingTestApplication.BRANCH,
                new Form().template(template("{bill.url}", true)).settings(application),
                MailingTestApplication.ADMIN);
        var dry = application.mailings.tryOut(mailing.id(), application.clock.today(application.branch.zone()));
        assertThat(dry.messages())
                .singleElement()
                .satisfies(one -> assertThat(one.attachments()).containsExactly("invoice.pdf"));
        assertThat(printed).isEmpty();
    }

    @Test
    void only_an_e_mail_can_carry_a_file() {
        var content = new Template.Content("SMS", "", "{bill.url}", true);

        assertThatThrownBy(() -> application.templates.create(
                        MailingTestApplication.BRANCH, DeliveryMethod.SMS, content, MailingTestApplication.ADMIN))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.fields()).singleElement().satisfies(field -> {
                            assertThat(field.field()).isEqualTo("attachesInvoice");
                            assertThat(field.type()).isEqualTo(MailingProblem.ATTACHMENT_ONLY_BY_EMAIL);
                        }));
    }

    private void afterAQuarterOfAnHour() {
        for (int minute = 0; minute < 15; minute++) {
            application.clock.advance(Duration.ofMinutes(1));
            application.runJobs(1);
        }
    }

    private MailingRun run(String body, boolean attaches) {
        var form = new Form().scope(AccountScope.ALL).reissue(true).template(template(body, attaches));
        var mailing = application.mailings.create(
                MailingTestApplication.BRANCH, form.settings(application), MailingTestApplication.ADMIN);
        return application.run(mailing, "hand");
    }

    private Template template(String body, boolean attaches) {
        return application.templates.create(
                MailingTestApplication.BRANCH,
                DeliveryMethod.EMAIL,
                new Template.Content("Счёт", "Счёт", body, attaches),
                MailingTestApplication.ADMIN);
    }

    private Optional<byte[]> print(Invoice invoice) {
        printed.add(invoice.number());
        if (invoice.number().equals(unprintable)) {
            throw new IllegalStateException("a name that no font has");
        }
        return busy ? Optional.empty() : Optional.of(invoice.amount().toString().getBytes(UTF_8));
    }

    private List<Letter.Attachment> files() {
        return drafts.stream()
                .map(MessageDraft::letter)
                .flatMap(letter ->
                        letter == null ? List.<Letter.Attachment>of().stream() : letter.attachments().stream())
                .toList();
    }
}
