package org.schoolcrm.mailing.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.ChannelProfile.Capability;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.testkit.scripted.Behaviour;
import org.schoolcrm.channel.testkit.scripted.InMemoryProviderLog;
import org.schoolcrm.channel.testkit.scripted.Script;
import org.schoolcrm.channel.testkit.scripted.ScriptedChannel;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.mailing.api.DeliveryChain.Step;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.SkipReason;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.TemplateId;
import org.schoolcrm.mailing.core.Form;
import org.schoolcrm.mailing.core.MailingTestApplication;
import org.schoolcrm.mailing.core.dispatch.Dispatcher;

/** Telegram, then WhatsApp, then SMS, then e-mail: each customer by the first channel that reaches him. */
class DeliveryChainTest {

    private static final String PHONE = "+79161234567";
    private static final String CHAT = "4711";
    private static final String MAIL = "anna@example.org";
    private static final int WAIT = 60;

    private final MailingTestApplication application = new MailingTestApplication();
    private final ScriptedChannel telegram = channel("telegram");
    private final ScriptedChannel whatsapp = channel("whatsapp").offering(Capability.RECEIPTS);
    private final ScriptedChannel sms = channel("sms").offering(Capability.STATUS_QUERY);
    private final ScriptedChannel email = channel("email");
    private Template words;
    private Template letter;

    @BeforeEach
    void four_channels_and_two_templates() {
        application.channels.clear();
        application.channels.addAll(List.of(telegram, whatsapp, sms, email));
        words = template(DeliveryMethod.SMS, "");
        letter = template(DeliveryMethod.EMAIL, "Счёт на {bill.amount}");
    }

    @Test
    void starts_where_the_customer_can_be_reached() {
        customer("Анна", new Contact(Contact.Kind.MOBILE_PHONE, PHONE));
        customer("Борис", new Contact(Contact.Kind.EMAIL, MAIL));
        run();

        assertThat(channels()).containsExactly("whatsapp", "email");
        assertThat(templates()).containsExactly(words.id(), letter.id());
    }

    @Test
    void skips_only_whom_no_channel_reaches() {
        customer("Анна");
        var run = run();

        assertThat(channels()).isEmpty();
        assertThat(application.memory.runs.tally(run.id()).skipped()).containsOnlyKeys(SkipReason.NO_RECIPIENT);
    }

    @Test
    void goes_on_at_once_when_a_channel_refuses_each_message_in_its_own_words() {
        everywhere();
        telegram.follow(Script.always(Behaviour.REFUSES_ADDRESS));
        whatsapp.follow(Script.always(Behaviour.REFUSES_ADDRESS));
        sms.follow(Script.always(Behaviour.REFUSES_ADDRESS));
        run();

        assertThat(channels()).containsExactly("telegram", "whatsapp", "sms", "email");
        assertThat(templates()).containsExactly(words.id(), words.id(), words.id(), letter.id());
    }

    @Test
    void goes_on_when_no_delivery_is_reported_in_time() {
        everywhere();
        telegram.follow(Script.always(Behaviour.REFUSES_ADDRESS));
        run();
        assertThat(channels()).as("WhatsApp has it").containsExactly("telegram", "whatsapp");

        after(WAIT - 1);
        assertThat(channels()).as("and still has time").containsExactly("telegram", "whatsapp");
        after(1);
        assertThat(channels()).containsExactly("telegram", "whatsapp", "sms");
        after(WAIT);
        assertThat(channels()).containsExactly("telegram", "whatsapp", "sms", "email");
        after(WAIT);
        assertThat(channels()).as("the end").hasSize(4);
    }

    @Test
    void ends_at_what_a_channel_has_accepted_that_reports_no_deliveries() {
        everywhere();
        run();
        after(10 * WAIT);

        assertThat(channels()).containsExactly("telegram");
    }

    @Test
    void a_delivery_ends_it() {
        everywhere();
        telegram.follow(Script.always(Behaviour.REFUSES_ADDRESS));
        run();
        report(message(2), DeliveryReceipt.Kind.DELIVERED);
        after(10 * WAIT);

        assertThat(channels()).containsExactly("telegram", "whatsapp");
    }

    @Test
    void what_is_reported_as_undelivered_goes_on_before_its_time() {
        everywhere();
        telegram.follow(Script.always(Behaviour.REFUSES_ADDRESS));
        run();
        report(message(2), DeliveryReceipt.Kind.UNDELIVERED);
        application.runJobs(3);

        assertThat(channels()).containsExactly("telegram", "whatsapp", "sms");
    }

    @Test
    void what_may_have_been_sent_goes_no_other_way() {
        everywhere();
        telegram.follow(Script.always(Behaviour.ACCEPTS_AND_DROPS_ANSWER));
        run();
        after(10 * WAIT);

        assertThat(channels()).containsExactly("telegram");
        assertThat(application.memory.messages.states.values()).containsExactly(MessageState.UNCERTAIN);
    }

    @Test
    void what_waits_in_place_of_a_message_is_not_sent_when_that_arrives_after_all() {
        everywhere();
        telegram.follow(Script.always(Behaviour.REFUSES_ADDRESS));
        sms.follow(Script.always(Behaviour.CANNOT_BE_REACHED));
        run();
        after(WAIT);
        report(message(2), DeliveryReceipt.Kind.DELIVERED);
        after(WAIT);

        assertThat(application.memory.messages.states.get(message(3))).isEqualTo(MessageState.CANCELLED);
        assertThat(sms.log().entries()).isEmpty();
        assertThat(channels()).containsExactly("telegram", "whatsapp", "sms");
    }

    @Test
    void goes_by_what_is_connected() {
        everywhere();
        application.channels.removeAll(List.of(telegram, whatsapp));
        run();

        assertThat(channels()).containsExactly("sms");
    }

    @Test
    void an_address_that_the_list_holds_back_is_passed_by() {
        everywhere();
        application.memory.messages.suppress(MailingTestApplication.BRANCH, "telegram", CHAT, "blocked");
        run();

        assertThat(channels()).containsExactly("telegram", "whatsapp");
        assertThat(telegram.log().entries()).isEmpty();
        assertThat(whatsapp.log().entries()).hasSize(1);
    }

    private static ScriptedChannel channel(String name) {
        return new ScriptedChannel(name, Idempotency.NONE, new InMemoryProviderLog());
    }

    private Template template(DeliveryMethod method, String subject) {
        return application.templates.create(
                MailingTestApplication.BRANCH,
                method,
                new Template.Content(method.name(), subject, "{bill.amount} {bill.url}"),
                MailingTestApplication.ADMIN);
    }

    private void everywhere() {
        customer(
                "Анна",
                new Contact(Contact.Kind.TELEGRAM, CHAT),
                new Contact(Contact.Kind.MOBILE_PHONE, PHONE),
                new Contact(Contact.Kind.EMAIL, MAIL));
    }

    private void customer(String name, Contact... contacts) {
        var account = List.<Account>of(application.account(AccountId.BASE, "10.00", Set.of()));
        application.customer(name, account, List.of(contacts));
    }

    private MailingRun run() {
        var settings = new Form()
                .delivery(DeliveryMethod.TELEGRAM, words)
                .then(WAIT, letter, Step.WHATSAPP, Step.SMS, Step.EMAIL)
                .settings(application);
        var mailing =
                application.mailings.create(MailingTestApplication.BRANCH, settings, MailingTestApplication.ADMIN);
        return application.run(mailing, "one");
    }

    private void after(int minutes) {
        application.clock.advance(Duration.ofMinutes(minutes));
        application.runJobs(3);
    }

    private void report(long message, DeliveryReceipt.Kind kind) {
        application.receipts.take(
                application.providerAccounts.of("whatsapp"),
                List.of(new DeliveryReceipt(
                        "event-" + kind,
                        null,
                        Dispatcher.reference(message),
                        kind,
                        Cause.NONE,
                        "",
                        application.clock.now())));
    }

    private List<String> channels() {
        return application.memory.messages.rows.values().stream()
                .map(row -> row.route().channel())
                .toList();
    }

    private List<TemplateId> templates() {
        return application.memory.messages.rows.values().stream()
                .map(row -> row.content().template())
                .toList();
    }

    /** The first one has number one. */
    private long message(int number) {
        return List.copyOf(application.memory.messages.rows.keySet()).get(number - 1);
    }
}
