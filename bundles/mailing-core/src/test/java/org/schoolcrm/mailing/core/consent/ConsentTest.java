package org.schoolcrm.mailing.core.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolcrm.mailing.core.MailingTestApplication.ADMIN;
import static org.schoolcrm.mailing.core.MailingTestApplication.BRANCH;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.ProviderTerms;
import org.schoolcrm.channel.testkit.scripted.InMemoryProviderLog;
import org.schoolcrm.channel.testkit.scripted.ScriptedChannel;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.ChannelConsent;
import org.schoolcrm.mailing.api.Consent;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.core.Form;
import org.schoolcrm.mailing.core.MailingTestApplication;

/** Who has withdrawn a consent is not written to by that channel, and by WhatsApp only who has given one. */
class ConsentTest {

    private static final String PHONE = "+79161234567";

    private final MailingTestApplication application = new MailingTestApplication();
    private final ScriptedChannel sms = channel("sms");
    private final ScriptedChannel whatsapp = channel("whatsapp");
    private CustomerId anna;

    @BeforeEach
    void somebody_with_a_mobile_phone() {
        application.channels.clear();
        application.channels.addAll(List.of(sms, whatsapp));
        var account = List.<Account>of(application.account(AccountId.BASE, "10.00", Set.of()));
        anna = application.customer("Анна", account, List.of(new Contact(Contact.Kind.MOBILE_PHONE, PHONE)));
    }

    @Test
    void sms_go_while_nothing_is_known() {
        application.channels.remove(whatsapp);
        run("one");

        assertThat(of("sms"))
                .extracting(ChannelConsent::consent, ChannelConsent::writes)
                .containsExactly(Consent.UNKNOWN, true);
        assertThat(sms.log().entries()).hasSize(1);
    }

    @Test
    void whoever_has_withdrawn_it_gets_none() {
        application.channels.remove(whatsapp);
        application.consents.set(BRANCH, anna, "sms", Consent.WITHDRAWN, ADMIN);
        run("one");

        assertThat(sms.log().entries()).isEmpty();
        assertThat(states()).containsExactly(MessageState.SUPPRESSED);
        assertThat(of("sms").writes()).isFalse();
    }

    @Test
    void what_was_held_back_goes_once_the_consent_is_given_again() {
        application.channels.remove(whatsapp);
        application.consents.set(BRANCH, anna, "sms", Consent.WITHDRAWN, ADMIN);
        run("one");
        application.consents.set(BRANCH, anna, "sms", Consent.GIVEN, ADMIN);
        application.runJobs(3);

        assertThat(sms.log().entries()).hasSize(1);
        assertThat(of("sms").since()).isNotNull();
    }

    @Test
    void what_the_stop_list_holds_back_stays_held_back() {
        application.channels.remove(whatsapp);
        application.memory.messages.suppress(BRANCH, "sms", PHONE, "the operator refuses");
        application.consents.set(BRANCH, anna, "sms", Consent.GIVEN, ADMIN);
        run("one");
        application.consents.set(BRANCH, anna, "sms", Consent.GIVEN, ADMIN);
        application.runJobs(3);

        assertThat(sms.log().entries()).isEmpty();
        assertThat(of("sms").suppressed())
                .singleElement()
                .satisfies(one -> assertThat(one.address()).isEqualTo(PHONE));
    }

    @Test
    void whatsapp_goes_where_the_contract_says_so_and_by_sms_where_it_does_not() {
        run("one");
        application.providerAccounts.under("whatsapp", ProviderTerms.USUAL);
        run("two");

        assertThat(whatsapp.log().entries()).hasSize(1);
        assertThat(sms.log().entries()).hasSize(1);
        assertThat(of("whatsapp").writes()).isFalse();
    }

    @Test
    void whatsapp_goes_to_who_has_given_the_consent() {
        application.providerAccounts.under("whatsapp", ProviderTerms.USUAL);
        application.consents.set(BRANCH, anna, "whatsapp", Consent.GIVEN, ADMIN);
        run("one");

        assertThat(whatsapp.log().entries()).hasSize(1);
        assertThat(sms.log().entries()).isEmpty();
    }

    @Test
    void a_consent_that_is_forgotten_is_unknown_again() {
        application.consents.set(BRANCH, anna, "sms", Consent.WITHDRAWN, ADMIN);
        application.consents.set(BRANCH, anna, "sms", Consent.UNKNOWN, ADMIN);

        assertThat(of("sms"))
                .extracting(ChannelConsent::consent, ChannelConsent::since)
                .containsExactly(Consent.UNKNOWN, null);
    }

    @Test
    void refuses_channels_and_customers_that_are_not_there() {
        assertThatThrownBy(() -> application.consents.set(BRANCH, anna, "pigeon", Consent.GIVEN, ADMIN))
                .hasMessageContaining("channel-absent");
        assertThatThrownBy(() -> application.consents.of(BRANCH, new CustomerId(4711)))
                .hasMessageContaining("customer-unknown");
    }

    private static ScriptedChannel channel(String name) {
        return new ScriptedChannel(name, Idempotency.NONE, new InMemoryProviderLog());
    }

    private ChannelConsent of(String channel) {
        return application.consents.of(BRANCH, anna).stream()
                .filter(one -> one.channel().equals(channel))
                .findFirst()
                .orElseThrow();
    }

    private List<MessageState> states() {
        return List.copyOf(application.memory.messages.states.values());
    }

    private void run(String trigger) {
        var template = application.templates.create(
                BRANCH, DeliveryMethod.SMS, new Template.Content(trigger, "", "{bill.url}"), ADMIN);
        var settings =
                new Form().delivery(DeliveryMethod.SMS, template).reissue(true).settings(application);
        application.run(application.mailings.create(BRANCH, settings, ADMIN), trigger);
    }
}
