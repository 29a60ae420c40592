package org.schoolcrm.mailing.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderTerms;
import org.schoolcrm.channel.testkit.scripted.Behaviour;
import org.schoolcrm.channel.testkit.scripted.InMemoryProviderLog;
import org.schoolcrm.channel.testkit.scripted.ProviderLog;
import org.schoolcrm.channel.testkit.scripted.Script;
import org.schoolcrm.channel.testkit.scripted.ScriptedChannel;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.Composer.Recipient;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.SkipReason;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.core.Form;
import org.schoolcrm.mailing.core.MailingTestApplication;
import org.schoolcrm.mailing.spi.ChatBindingStore.Invitation;

/** A mailing by Telegram reaches the chats that customers have bound. */
class BoundChatsInRunsTest {

    private final MailingTestApplication application = new MailingTestApplication();
    private final ScriptedChannel telegram =
            new ScriptedChannel("telegram", Idempotency.NONE, new InMemoryProviderLog());

    @BeforeEach
    void telegram_alone() {
        application.channels.clear();
        application.channels.add(telegram);
    }

    @Test
    void a_bound_chat_is_a_contact_and_without_one_nobody_is_invoiced() {
        bind(customer("Анна"), "100");
        customer("Борис");

        run("one");

        assertThat(sentTo()).containsExactly("100");
        assertThat(application.memory.runs.entries)
                .filteredOn(entry -> entry.reason() == SkipReason.NO_RECIPIENT)
                .hasSize(1);
    }

    @Test
    void every_chat_of_a_customer_gets_the_invoice_once_those_of_the_crm_among_them() {
        var anna = customer("Анна", "100", "300");
        bind(anna, "100");
        bind(anna, "200");

        run("one");
        run("two");

        assertThat(sentTo()).containsExactlyInAnyOrder("100", "200", "300", "100", "200", "300");
        assertThat(application.invoices).hasSize(2);
    }

    @Test
    void siblings_in_one_chat_get_their_own_invoices() {
        bind(customer("Анна"), "100");
        bind(customer("Борис"), "100");

        run("one");

        assertThat(sentTo()).containsExactly("100", "100");
    }

    @Test
    void the_chats_of_a_page_are_read_by_one_query() {
        IntStream.range(0, 30).forEach(i -> bind(customer("Анна " + i), "1" + i));

        application.mailings.tryOut(mailing("dry").id(), LocalDate.parse("2026-09-01"));

        assertThat(application.chatBindings.queries).isEqualTo(1);
    }

    @Test
    void a_dry_run_counts_a_message_for_each_chat() {
        var anna = customer("Анна");
        bind(anna, "100");
        bind(anna, "200");

        var dry = application.mailings.tryOut(mailing("dry").id(), LocalDate.parse("2026-09-01"));

        assertThat(dry.billed()).isEqualTo(1);
        assertThat(dry.messageCount()).isEqualTo(2);
    }

    @Test
    void an_unbound_chat_gets_nothing_more_and_no_other_gets_it_twice() {
        var anna = customer("Анна");
        bind(anna, "100");
        bind(anna, "200");
        telegram.follow(Script.always(Behaviour.THROTTLES));
        run("one");
        unbind("100");
        telegram.follow(Script.always(Behaviour.ACCEPTS));

        later(Duration.ofMinutes(2));

        assertThat(sentTo()).containsExactly("200");
        assertThat(application.memory.messages.states.values())
                .containsExactlyInAnyOrder(MessageState.REJECTED, MessageState.ACCEPTED);
    }

    @Test
    void what_waits_follows_a_customer_to_the_only_chat_that_he_has_now() {
        var anna = customer("Анна");
        bind(anna, "100");
        telegram.follow(Script.always(Behaviour.THROTTLES));
        run("one");
        unbind("100");
        bind(anna, "200");
        telegram.follow(Script.always(Behaviour.ACCEPTS));

        later(Duration.ofMinutes(2));

        assertThat(sentTo()).containsExactly("200");
    }

    @Test
    void a_chat_that_another_bot_knows_does_not_count() {
        var anna = customer("Анна");
        var other = application.providerAccounts.newId();
        application.providerAccounts.add(
                new ProviderAccount(other, null, "other", "other", "hook", false, Map.of(), ProviderTerms.USUAL));
        application.chatBindings.bind(invitation(anna), other, "100", application.clock.now());

        run("one");

        assertThat(sentTo()).isEmpty();
    }

    @Test
    void whoever_writes_by_hand_may_choose_a_bound_chat() {
        var anna = customer("Анна", "300");
        bind(anna, "200");
        bind(anna, "300");

        assertThat(application.directMessages.recipients(MailingTestApplication.BRANCH, anna))
                .containsExactly(
                        new Recipient(DeliveryMethod.TELEGRAM, "300"), new Recipient(DeliveryMethod.TELEGRAM, "200"));
    }

    private CustomerId customer(String name, String... chats) {
        var contacts = new ArrayList<Contact>();
        for (var chat : chats) {
            contacts.add(new Contact(Contact.Kind.TELEGRAM, chat));
        }
        return application.customer(name, List.of(application.account(AccountId.BASE, "10.00", Set.of())), contacts);
    }

    private void bind(CustomerId customer, String chat) {
        var account = application.providerAccounts.of("telegram");
        application.chatBindings.bind(invitation(customer), account, chat, application.clock.now());
    }

    private static Invitation invitation(CustomerId customer) {
        return new Invitation(MailingTestApplication.BRANCH, customer, "telegram");
    }

    private void unbind(String chat) {
        application.chatBindings.bound.removeIf(one -> one.chat().equals(chat));
    }

    private void later(Duration time) {
        application.clock.advance(time);
        application.runJobs(10);
    }

    private Mailing mailing(String name) {
        var template = application.templates.create(
                MailingTestApplication.BRANCH,
                DeliveryMethod.SMS,
                new Template.Content(name, "", "{bill.url}"),
                MailingTestApplication.ADMIN);
        var settings = new Form()
                .delivery(DeliveryMethod.TELEGRAM, template)
                .reissue(true)
                .settings(application);
        return application.mailings.create(MailingTestApplication.BRANCH, settings, MailingTestApplication.ADMIN);
    }

    private MailingRun run(String trigger) {
        return application.run(mailing(trigger), trigger);
    }

    private List<String> sentTo() {
        return telegram.log().entries().stream().map(ProviderLog.Entry::address).toList();
    }
}
