package org.schoolcrm.mailing.core.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolcrm.mailing.core.MailingTestApplication.ADMIN;
import static org.schoolcrm.mailing.core.MailingTestApplication.BRANCH;
import static org.schoolcrm.mailing.core.approval.ApprovalTestApplication.BODY;
import static org.schoolcrm.mailing.core.approval.ApprovalTestApplication.PHONE;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.Approval;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.HandWritten;
import org.schoolcrm.mailing.api.MessageFilter;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.OutboxMessage.Wait;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.core.dispatch.DirectMessages;

/** What waits for an approval goes by itself once there is one, and says meanwhile what it waits for. */
class HeldForApprovalTest {

    private final ApprovalTestApplication application = new ApprovalTestApplication();

    @Test
    void a_message_is_held_while_its_text_is_looked_at_and_goes_once_it_is_approved() {
        application.run(application.template(BODY), "one");
        application.later(Duration.ZERO);

        assertThat(application.states()).containsExactly(MessageState.HELD);
        assertThat(application.details()).containsExactly("the template is being looked at");
        assertThat(waits()).containsExactly(Wait.TEMPLATE);

        application.told(BODY, Approval.Kind.APPROVED, "APPROVED");
        application.later(Duration.ZERO);

        assertThat(application.provider.sent)
                .singleElement()
                .satisfies(words -> assertThat(words)
                        .startsWith(TextName.of(BODY) + "{bill.amount=10.00}: Оплатите 10.00 до 5 числа.")
                        .endsWith("https://school.test/i/token1"));
        assertThat(application.states()).containsExactly(MessageState.ACCEPTED);
    }

    @Test
    void a_message_is_held_while_the_provider_cannot_be_asked_about_its_text() {
        application.provider.breaks();
        application.run(application.template(BODY), "one");
        application.later(Duration.ofHours(1));

        assertThat(application.provider.sent).isEmpty();
        assertThat(application.states()).containsExactly(MessageState.HELD);
        assertThat(application.details()).containsExactly("the template has not been looked at yet");
    }

    @Test
    void the_tries_of_a_message_are_not_used_up_by_waiting() {
        application.run(application.template(BODY), "one");
        application.later(Duration.ofHours(1));

        assertThat(application.school.memory.messages.attempts.values()).containsOnly(0);
    }

    @Test
    void a_refused_text_holds_its_messages_with_the_words_of_the_provider() {
        application.run(application.template(BODY), "one");
        application.told(BODY, Approval.Kind.REFUSED, "REJECTED: INVALID_FORMAT");
        application.provider.says(Approval.Kind.REFUSED, "REJECTED: INVALID_FORMAT");
        application.later(Duration.ofHours(7));

        assertThat(application.states()).containsExactly(MessageState.HELD);
        assertThat(application.provider.sent).isEmpty();
        assertThat(application.details()).containsExactly("the template is refused: REJECTED: INVALID_FORMAT");
    }

    @Test
    void what_was_held_for_refused_words_goes_in_the_new_ones() {
        application.provider.decides(BODY, Approval.Kind.REFUSED, "REJECTED");
        var template = application.template(BODY);
        application.run(template, "one");
        application.later(Duration.ZERO);

        var better = "Просим оплатить {bill.amount} до 5 числа.";
        application.provider.decides(better, Approval.Kind.APPROVED, "APPROVED");
        application.change(template, better);
        application.later(Duration.ZERO);

        assertThat(application.provider.sent)
                .singleElement()
                .satisfies(words -> assertThat(words)
                        .startsWith(TextName.of(better))
                        .contains("Просим оплатить 10.00 до 5 числа."));
    }

    @Test
    void new_words_with_a_tag_that_was_not_filled_do_not_take_the_place_of_others() {
        application.provider.decides(BODY, Approval.Kind.REFUSED, "REJECTED");
        var template = application.template(BODY);
        application.run(template, "one");
        application.later(Duration.ZERO);

        application.provider.says(Approval.Kind.APPROVED, "APPROVED");
        application.change(template, "Оплатите {bill.amount}, {customer.name}, до 5 числа.");
        application.later(Duration.ZERO);

        assertThat(application.states()).containsExactly(MessageState.HELD);
    }

    @Test
    void approved_words_go_on_being_sent_while_newer_ones_are_looked_at() {
        application.provider.decides(BODY, Approval.Kind.APPROVED, "APPROVED");
        var template = application.template(BODY);
        application.later(Duration.ZERO);
        var mailing = application.mailing(application.form(template));
        application.school.runs.start(mailing.id(), "one", ADMIN);
        application.school.runJobs(1);
        application.change(template, "Просим оплатить {bill.amount} до 5 числа.");
        application.later(Duration.ZERO);
        application.school.run(mailing, "two");

        assertThat(application.provider.sent)
                .as("written before")
                .singleElement()
                .satisfies(words -> assertThat(words).contains("Оплатите"));
        assertThat(application.states()).containsExactly(MessageState.ACCEPTED, MessageState.HELD);
    }

    @Test
    void a_paused_run_keeps_its_messages_whatever_is_approved() {
        var run = application.run(application.template(BODY), "one");
        application.school.runs.pause(run.id(), ADMIN);
        application.told(BODY, Approval.Kind.APPROVED, "APPROVED");
        application.later(Duration.ZERO);
        assertThat(application.states()).containsExactly(MessageState.HELD);

        application.school.runs.resume(run.id(), ADMIN);
        application.later(Duration.ZERO);
        assertThat(application.states()).containsExactly(MessageState.ACCEPTED);
    }

    @Test
    void what_is_held_goes_once_the_account_needs_no_approval_any_more() {
        application.run(application.template(BODY), "one");
        application.provider.sendsAnything();
        application.later(Duration.ZERO);

        assertThat(application.provider.sent).hasSize(1);
    }

    @Test
    void a_provider_that_refuses_one_text_keeps_no_other_back() {
        application.provider.says(Approval.Kind.APPROVED, "APPROVED");
        var bad = application.template(BODY);
        var good = application.template("Просим оплатить {bill.amount} до 5 числа.");
        application.later(Duration.ZERO);
        application.provider.refusals.put(
                "Оплатите", SendOutcome.of(SendOutcome.Kind.HELD, Cause.TEMPLATE, "132015: paused"));
        application.run(bad, "one");
        int asked = application.provider.shown.size();
        application.provider.decides(BODY, Approval.Kind.PAUSED, "PAUSED");
        application.run(good, "two");
        application.later(Duration.ofSeconds(30));
        application.later(Duration.ofMinutes(3));

        assertThat(application.provider.sent)
                .singleElement()
                .satisfies(words -> assertThat(words).contains("Просим"));
        assertThat(application.provider.shown).as("asked about at once").hasSizeGreaterThan(asked);
        assertThat(application.details()).contains("the template is paused: PAUSED");
        assertThat(application.school.operators.pauses.all()).isEmpty();
    }

    @Test
    void free_words_go_only_to_who_has_written_within_a_day() {
        free();
        byHand("Добрый день");
        application.school.runJobs(3);
        assertThat(application.states()).containsExactly(MessageState.REJECTED);
        assertThat(application.details()).containsExactly("free words reach only who has written within 24 hours");

        wrote();
        byHand("Перезвоните нам");
        application.school.runJobs(3);
        assertThat(application.provider.sent)
                .singleElement()
                .satisfies(words -> assertThat(words).startsWith("free: Перезвоните нам"));

        application.school.clock.advance(Duration.ofHours(24));
        byHand("Ждём");
        application.school.runJobs(3);
        assertThat(application.provider.sent).hasSize(1);
    }

    @Test
    void a_trial_of_a_template_has_a_button_that_leads_somewhere() {
        var template = application.template(BODY);
        application.provider.says(Approval.Kind.APPROVED, "APPROVED");
        application.later(Duration.ZERO);
        application.school.templates.sendTest(template.id(), new CustomerId(1), PHONE, ADMIN);
        application.school.runJobs(3);

        assertThat(application.provider.sent)
                .singleElement()
                .satisfies(words -> assertThat(words).endsWith("https://school.test/i/0000000000000000000000"));
    }

    @Test
    void a_run_by_hand_is_refused_while_its_text_is_refused() {
        var mailing = application.mailing(application.form(application.template(BODY)));
        application.told(BODY, Approval.Kind.REFUSED, "REJECTED");
        application.provider.says(Approval.Kind.REFUSED, "REJECTED");
        application.later(Duration.ZERO);

        assertThatThrownBy(() -> application.school.runs.start(mailing.id(), "hand", ADMIN))
                .hasMessageContaining("template-not-approved");
    }

    private void free() {
        application.school.memory.mailings.save(new Template(
                DirectMessages.TEXT_TEMPLATE, 1, new BranchId(0), DeliveryMethod.SMS, "", "", "{message.text}"));
    }

    private void byHand(String text) {
        application.school.directMessages.send(
                new HandWritten(BRANCH, new CustomerId(1), DeliveryMethod.SMS, PHONE, "", text), ADMIN);
    }

    private void wrote() {
        application.school.inbound.kept.add(new InboundMessage(
                "e-1", InboundMessage.Kind.TEXT, PHONE, "Здравствуйте", application.school.clock.now()));
    }

    private List<Wait> waits() {
        var messages = application.school.outbox.list(new MessageFilter(BRANCH, Set.of(), null, null, null), 0, 10);
        return List.copyOf(application.school.outbox.waits(messages).values());
    }
}
