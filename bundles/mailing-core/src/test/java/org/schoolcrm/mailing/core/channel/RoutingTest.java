package org.schoolcrm.mailing.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
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
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.core.Form;
import org.schoolcrm.mailing.core.MailingTestApplication;
import org.schoolcrm.mailing.core.dispatch.Dispatcher;

/** SMS through WhatsApp, and SMS after all. */
class RoutingTest {

    private static final String PHONE = "+79161234567";

    private final MailingTestApplication application = new MailingTestApplication();
    private final ScriptedChannel sms = new ScriptedChannel("sms", Idempotency.NONE, new InMemoryProviderLog());
    private final ScriptedChannel whatsapp =
            new ScriptedChannel("whatsapp", Idempotency.NONE, new InMemoryProviderLog());

    @BeforeEach
    void somebody_with_a_mobile_phone() {
        application.channels.clear();
        application.channels.add(sms);
        var account = List.<Account>of(application.account(AccountId.BASE, "10.00", Set.of()));
        application.customer("Анна", account, List.of(new Contact(Contact.Kind.MOBILE_PHONE, PHONE)));
    }

    @Test
    @DisplayName("R131 SMS goes through WhatsApp while a WhatsApp provider is active, and by SMS while there is none")
    void sms_goes_through_whatsapp_while_there_is_a_provider() {
        run(false, "one");
        assertThat(channels()).containsExactly("sms");

        application.channels.add(whatsapp);
        run(false, "two");
        assertThat(channels()).containsExactly("sms", "whatsapp");
        assertThat(whatsapp.log().entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.address()).isEqualTo(PHONE));
    }

    @Test
    @DisplayName("R131 the decision is stored with the message: it waits for WhatsApp if that goes away")
    void the_decision_is_stored_with_the_message() {
        application.channels.add(whatsapp);
        whatsapp.follow(Script.always(Behaviour.CANNOT_BE_REACHED));
        run(true, "one");
        application.channels.remove(whatsapp);
        application.runJobs(60);

        assertThat(channels()).containsExactly("whatsapp");
        assertThat(sms.log().entries()).isEmpty();
    }

    @Test
    @DisplayName("R131 A18 who has no WhatsApp gets an SMS, also once that is known")
    void who_has_no_whatsapp_gets_an_sms() {
        application.channels.add(whatsapp);
        whatsapp.follow(Script.always(Behaviour.REFUSES_ADDRESS));
        run(false, "one");
        run(false, "two");

        assertThat(channels()).containsExactly("whatsapp", "sms", "whatsapp", "sms");
        assertThat(whatsapp.seen()).as("asked once").isEqualTo(1);
        assertThat(sms.log().entries()).hasSize(2);
    }

    @Test
    @DisplayName("R131 A18 who has no WhatsApp gets nothing where nobody sends SMS")
    void who_has_no_whatsapp_gets_nothing_where_nobody_sends_sms() {
        application.channels.clear();
        application.channels.add(whatsapp);
        whatsapp.follow(Script.always(Behaviour.REFUSES_ADDRESS));
        run(false, "one");

        assertThat(channels()).containsExactly("whatsapp");
    }

    @Test
    @DisplayName("R131 A18 what WhatsApp does not deliver goes by SMS only if that is wanted")
    void what_whatsapp_does_not_deliver_goes_by_sms_only_if_that_is_wanted() {
        application.channels.add(whatsapp);
        run(false, "one");
        undelivered("e-1");

        assertThat(channels()).containsExactly("whatsapp");
    }

    @Test
    @DisplayName("R131 A18 what WhatsApp reports as undelivered goes by SMS once, however often it says so")
    void what_is_undelivered_goes_by_sms_once() {
        application.channels.add(whatsapp);
        run(true, "one");
        undelivered("e-1", "e-1", "e-2");

        assertThat(channels()).containsExactly("whatsapp", "sms");
        assertThat(sms.log().entries()).hasSize(1);
        assertThat(application.memory.messages.states.get(first())).isEqualTo(MessageState.UNDELIVERED);
    }

    @Test
    @DisplayName("R131 a message that may have arrived never goes another way")
    void what_is_uncertain_goes_no_other_way() {
        application.channels.add(whatsapp);
        whatsapp.follow(Script.always(Behaviour.ACCEPTS_AND_DROPS_ANSWER));
        run(true, "one");

        assertThat(channels()).containsExactly("whatsapp");
        assertThat(application.memory.messages.states.values()).containsExactly(MessageState.UNCERTAIN);
    }

    private void undelivered(String... events) {
        for (var event : events) {
            application.receipts.take(
                    application.providerAccounts.of("whatsapp"),
                    List.of(new DeliveryReceipt(
                            event,
                            null,
                            Dispatcher.reference(first()),
                            DeliveryReceipt.Kind.UNDELIVERED,
                            Cause.NONE,
                            "not there",
                            application.clock.now())));
        }
        application.runJobs(3);
    }

    private long first() {
        return application.memory.messages.rows.keySet().iterator().next();
    }

    private MailingRun run(boolean fallback, String trigger) {
        var template = application.templates.create(
                MailingTestApplication.BRANCH,
                DeliveryMethod.SMS,
                new Template.Content(trigger, "", "{bill.url}"),
                MailingTestApplication.ADMIN);
        var form = new Form().delivery(DeliveryMethod.SMS, template).reissue(true);
        var settings = (fallback ? form.smsIfUndelivered() : form).settings(application);
        return application.run(
                application.mailings.create(MailingTestApplication.BRANCH, settings, MailingTestApplication.ADMIN),
                trigger);
    }

    private List<String> channels() {
        return application.memory.messages.rows.values().stream()
                .map(row -> row.route().channel())
                .toList();
    }
}
