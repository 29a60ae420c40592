package org.schoolcrm.mailing.core.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolcrm.mailing.core.MailingTestApplication.ADMIN;
import static org.schoolcrm.mailing.core.approval.ApprovalTestApplication.BODY;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.Approval;
import org.schoolcrm.mailing.api.DeliveryChain.Step;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MailingRun.Brake;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.core.Form;

/** A mailing is not switched on while its text may not go; one that is on waits for a person when it is refused. */
class SwitchedOnMailingTest {

    private static final String NOT_APPROVED = "type=TEMPLATE_NOT_APPROVED";

    private final ApprovalTestApplication application = new ApprovalTestApplication();

    @Test
    void a_mailing_is_saved_switched_off_and_switched_on_once_its_text_is_approved() {
        var template = application.template(BODY);
        application.later(Duration.ZERO);
        var mailing = application.mailing(application.form(template));
        assertThatThrownBy(() -> switchOn(mailing, application.form(template)))
                .hasMessageContaining("field=how.template, " + NOT_APPROVED);

        application.told(BODY, Approval.Kind.APPROVED, "APPROVED");
        application.school.runJobs(3);
        assertThat(switchOn(mailing, application.form(template)).settings().active())
                .isTrue();
    }

    @Test
    void a_text_that_nobody_has_looked_at_yet_is_not_approved() {
        var template = application.template(BODY);

        assertThatThrownBy(() -> application.mailing(application.form(template).active()))
                .hasMessageContaining(NOT_APPROVED);
    }

    @Test
    void a_text_that_goes_by_whatsapp_only_if_others_fail_must_be_approved_too() {
        var letter = application.school.template("Счёт", "{bill.url}");
        var template = application.template(BODY);
        var form = new Form().template(letter).then(60, template, Step.WHATSAPP).active();

        assertThatThrownBy(() -> application.mailing(form))
                .hasMessageContaining("field=how.chain.template, " + NOT_APPROVED);
    }

    @Test
    void a_mailing_that_does_not_write_by_whatsapp_waits_for_nobody() {
        var letter = application.school.template("Счёт", "{bill.url}");

        assertThat(application
                        .mailing(new Form().template(letter).active())
                        .settings()
                        .active())
                .isTrue();
    }

    @Test
    void a_slot_whose_text_is_refused_is_a_run_that_waits_for_a_person() {
        var run = slotOfRefusedText();

        assertThat(run.brake()).isEqualTo(Brake.PAUSED);
        assertThat(application.school.invoices)
                .as("none is issued that nobody could hear of")
                .isEmpty();
        assertThat(application.attentions()).containsExactly("template.refused", "mailing.template-refused");
    }

    @Test
    void whoever_lets_it_go_on_has_its_invoices_issued_and_its_messages_wait_for_better_words() {
        var run = slotOfRefusedText();
        application.school.runs.resume(run.id(), ADMIN);
        application.school.runJobs(10);
        assertThat(application.school.invoices).hasSize(1);
        assertThat(application.states()).containsExactly(MessageState.HELD);
        assertThat(application.attentions()).containsExactly("template.refused");

        var better = "Просим оплатить {bill.amount} до 5 числа.";
        application.provider.decides(better, Approval.Kind.APPROVED, "APPROVED");
        application.school.templates.find(run.template().id()).ifPresent(one -> application.change(one, better));
        application.later(Duration.ZERO);
        assertThat(application.provider.sent).hasSize(1);
    }

    private MailingRun slotOfRefusedText() {
        application.provider.says(Approval.Kind.APPROVED, "APPROVED");
        var template = application.template(BODY);
        application.later(Duration.ZERO);
        var mailing = application.mailing(application.form(template).active());
        application.told(BODY, Approval.Kind.REFUSED, "REJECTED");
        application.provider.says(Approval.Kind.REFUSED, "REJECTED");
        application.school.runJobs(3);
        application.later(Duration.ofHours(2));
        return application.school.memory.runs.ofMailing(mailing.id()).get(0);
    }

    private Mailing switchOn(Mailing mailing, Form form) {
        return application.school.mailings.change(mailing.id(), form.active().settings(application.school), ADMIN);
    }
}
