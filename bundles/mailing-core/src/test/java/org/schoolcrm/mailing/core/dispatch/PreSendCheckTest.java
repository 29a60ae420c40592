package org.schoolcrm.mailing.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.MailingOption;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.core.Form;
import org.schoolcrm.mailing.core.MailingTestApplication;

/** Invoices are issued on 1 September at nine and may be paid until the fourth. */
class PreSendCheckTest {

    private final MailingTestApplication application = new MailingTestApplication();

    @BeforeEach
    void somebody_who_owes() {
        application.customer("Анна", "10.00");
        application.channel.outcome = SendOutcome.of(SendOutcome.Kind.THROTTLED, "busy");
    }

    @Test
    void what_is_paid_meanwhile_is_not_asked_for() {
        run(new Form());
        application.pay(0);
        later(Duration.ofMinutes(2));

        assertThat(states()).containsExactly(MessageState.EXPIRED);
        assertThat(application.channel.sent).isEmpty();
    }

    @Test
    void an_invoice_whose_term_is_over_is_not_sent() {
        run(new Form());
        later(Duration.ofDays(4));

        assertThat(states()).containsExactly(MessageState.EXPIRED);
    }

    @Test
    @DisplayName("R111 nothing leaves once the option of mailings is off")
    void nothing_leaves_without_the_option() {
        run(new Form());
        application.option = MailingOption.State.OFF;
        later(Duration.ofMinutes(2));

        assertThat(states()).containsExactly(MessageState.CANCELLED);
    }

    @Test
    void whoever_does_not_want_to_be_written_to_is_not() {
        run(new Form());
        application.memory.messages.suppress(
                MailingTestApplication.BRANCH, "email", "mail0@example.org", "asked us to stop");
        later(Duration.ofMinutes(2));

        assertThat(states()).containsExactly(MessageState.SUPPRESSED);
    }

    @Test
    void in_quiet_hours_messages_wait_for_the_morning_of_the_branch() {
        application.channel.outcome = SendOutcome.accepted("p-1");
        run(new Form().quiet("08:00", "09:30"));
        assertThat(application.channel.sent).isEmpty();

        application.clock.advance(Duration.ofMinutes(31));
        application.runJobs(3);

        assertThat(application.channel.sent).hasSize(1);
    }

    @Test
    void reminders_go_out_before_on_and_after_the_last_day_until_it_is_paid() {
        application.channel.outcome = SendOutcome.accepted("p-1");
        run(new Form().reminders(-1, 0, 2));
        assertThat(application.channel.sent).hasSize(1);

        later(Duration.ofDays(2).plusHours(1));
        assertThat(application.channel.sent).hasSize(2);
        later(Duration.ofDays(1));
        assertThat(application.channel.sent).hasSize(3);
        application.pay(0);
        later(Duration.ofDays(3));

        assertThat(application.channel.sent).hasSize(3);
        assertThat(states()).containsOnlyOnce(MessageState.EXPIRED);
    }

    @Test
    void a_reminder_may_come_after_the_last_day() {
        application.channel.outcome = SendOutcome.accepted("p-1");
        run(new Form().reminders(2));
        later(Duration.ofDays(6));

        assertThat(application.channel.sent).hasSize(2);
    }

    @Test
    void a_run_does_not_wait_for_its_reminders() {
        application.channel.outcome = SendOutcome.accepted("p-1");

        assertThat(run(new Form().reminders(2)).isOver()).isTrue();
    }

    @Test
    void what_waits_goes_to_the_address_that_the_customer_has_now() {
        run(new Form());
        application.readdress(anna(), new Contact(Contact.Kind.EMAIL, "new@example.org"));
        later(Duration.ofMinutes(2));

        assertThat(application.channel.sent).singleElement().asString().startsWith("new@example.org: ");
        assertThat(application.operators.register.find(first()).orElseThrow().address())
                .isEqualTo("new@example.org");
    }

    @Test
    void what_was_composed_for_the_former_address_is_composed_again() {
        application.channel.outcome = SendOutcome.of(SendOutcome.Kind.RETRYABLE, "later");
        run(new Form());
        application.readdress(anna(), new Contact(Contact.Kind.EMAIL, "new@example.org"));
        later(Duration.ofMinutes(2));

        assertThat(application.channel.composed).isEqualTo(2);
        assertThat(application.channel.sent).singleElement().asString().startsWith("new@example.org: ");
    }

    @Test
    void another_spelling_of_the_same_address_changes_nothing() {
        run(new Form());
        application.readdress(
                anna(),
                new Contact(Contact.Kind.EMAIL, "other@example.org"),
                new Contact(Contact.Kind.EMAIL, "MAIL0@example.org"));
        later(Duration.ofMinutes(2));

        assertThat(application.channel.sent).singleElement().asString().startsWith("mail0@example.org: ");
    }

    @Test
    void a_second_sending_goes_to_the_corrected_address() {
        application.channel.outcome =
                SendOutcome.of(SendOutcome.Kind.REJECTED, SendOutcome.Cause.ADDRESS, "no such user");
        run(new Form());
        assertThat(states()).containsExactly(MessageState.REJECTED);

        application.outbox.sendAgain(first(), MailingTestApplication.ADMIN);
        later(Duration.ofMinutes(2));
        assertThat(states()).containsExactly(MessageState.SUPPRESSED);

        application.readdress(anna(), new Contact(Contact.Kind.EMAIL, "right@example.org"));
        application.outbox.sendAgain(first(), MailingTestApplication.ADMIN);
        later(Duration.ofMinutes(2));
        assertThat(application.channel.sent).singleElement().asString().startsWith("right@example.org: ");
    }

    @Test
    void whoever_has_been_archived_or_is_gone_gets_nothing() {
        application.customer("Борис", "10.00");
        run(new Form());
        application.archive(anna());
        application.withoutFacts.add(new CustomerId(2));
        later(Duration.ofMinutes(2));

        assertThat(states()).containsExactly(MessageState.CANCELLED, MessageState.CANCELLED);
        assertThat(application.operators.register.find(first()).orElseThrow().detail())
                .isEqualTo("the customer is archived");
        assertThat(application.channel.sent).isEmpty();
    }

    @Test
    void without_any_address_of_the_kind_a_message_ends_and_says_so() {
        run(new Form());
        application.readdress(anna(), new Contact(Contact.Kind.MOBILE_PHONE, "+79161234567"));
        later(Duration.ofMinutes(2));

        assertThat(states()).containsExactly(MessageState.REJECTED);
        assertThat(application.operators.register.find(first()).orElseThrow().detail())
                .isEqualTo("the customer has no such address");
    }

    @Test
    void the_stop_list_is_asked_about_the_new_address() {
        run(new Form());
        application.readdress(anna(), new Contact(Contact.Kind.EMAIL, "new@example.org"));
        application.outbox.suppress(
                MailingTestApplication.BRANCH, "email", "NEW@example.org", "", MailingTestApplication.ADMIN);
        later(Duration.ofMinutes(2));

        assertThat(states()).containsExactly(MessageState.SUPPRESSED);
        assertThat(application.operators.register.find(first()).orElseThrow().address())
                .isEqualTo("new@example.org");
    }

    private CustomerId anna() {
        return new CustomerId(1);
    }

    private long first() {
        return application.memory.messages.rows.keySet().iterator().next();
    }

    private MailingRun run(Form form) {
        return application.run(
                application.mailings.create(
                        MailingTestApplication.BRANCH, form.settings(application), MailingTestApplication.ADMIN),
                "hand:1");
    }

    private void later(Duration by) {
        application.channel.outcome = SendOutcome.accepted("p-1");
        application.clock.advance(by);
        application.runJobs(3);
    }

    private Collection<MessageState> states() {
        return application.memory.messages.states.values();
    }
}
