package org.schoolcrm.mailing.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.PartPrice;
import org.schoolcrm.channel.testkit.scripted.InMemoryProviderLog;
import org.schoolcrm.channel.testkit.scripted.ScriptedChannel;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.mailing.api.AccountScope;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.mailing.api.SkipReason;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.core.Form;
import org.schoolcrm.mailing.core.MailingTestApplication;
import org.schoolcrm.money.Money;

class DryRunTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-09-01");

    private final MailingTestApplication application = new MailingTestApplication();

    @Test
    void says_what_a_run_would_do_and_writes_and_sends_nothing() {
        application.customer("Анна", "1500.00");
        application.customer("Борис", "0");
        application.withUnpaid.add(application.customer("Вера", "20.00"));

        var dry = application.mailings.tryOut(
                application.mailing(AccountScope.BASE, false).id(), TODAY);
        application.runJobs(10);

        assertThat(dry.customers()).isEqualTo(3);
        assertThat(dry.billed()).isEqualTo(1);
        assertThat(dry.amount()).isEqualTo(Money.of("1500.00", "RUB"));
        assertThat(dry.skipped())
                .containsEntry(SkipReason.NOTHING_TO_PAY, 1L)
                .containsEntry(SkipReason.UNPAID_INVOICE, 1L);
        assertThat(dry.messages()).hasSize(1).allSatisfy(message -> {
            assertThat(message.subject()).isEqualTo("Счёт на 1500.00");
            assertThat(message.address()).isEqualTo("mail0@example.org");
        });
        assertThat(application.invoices).isEmpty();
        assertThat(application.channel.sent).isEmpty();
        assertThat(application.memory.runs.entries).isEmpty();
    }

    @Test
    void decides_as_the_run_that_follows_decides() {
        application.customer("Анна", "1500.00");
        application.customer("Борис", "0");
        application.customer("Сломанный", "5.00");
        var mailing = application.mailing(AccountScope.BASE, false);

        var dry = application.mailings.tryOut(mailing.id(), TODAY);
        application.run(mailing, "hand:1");

        assertThat(dry.entries())
                .extracting(RunEntry::customer, RunEntry::outcome, RunEntry::reason, RunEntry::amount)
                .containsExactlyInAnyOrderElementsOf(application.memory.runs.entries.stream()
                        .map(entry -> tuple(entry.customer(), entry.outcome(), entry.reason(), entry.amount()))
                        .toList());
    }

    @Test
    void reports_candidates_whose_facts_are_gone_as_the_run_does() {
        application.withoutFacts.add(application.customer("Анна", "1500.00"));
        var mailing = application.mailing(AccountScope.BASE, false);

        var dry = application.mailings.tryOut(mailing.id(), TODAY);
        application.run(mailing, "hand:1");

        assertThat(dry.skipped()).containsExactly(Map.entry(SkipReason.NOT_FOUND, 1L));
        assertThat(application.memory.runs.entries).extracting(RunEntry::reason).containsExactly(SkipReason.NOT_FOUND);
    }

    @Test
    void travels_to_another_day() {
        application.customer("Анна", "1500.00");

        var dry = application.mailings.tryOut(
                application.mailing(AccountScope.BASE, false).id(), LocalDate.parse("2026-12-25"));

        assertThat(dry.window().begin()).isEqualTo("2026-12-25");
        assertThat(dry.window().end()).isEqualTo(LocalDate.parse("2026-12-31"));
    }

    @Test
    void says_that_a_run_would_stop_at_its_limits() {
        application.customer("Анна", "1500.00");
        var mailing = application.mailings.create(
                MailingTestApplication.BRANCH,
                new Form().limits(null, 149_999L).settings(application),
                MailingTestApplication.ADMIN);

        assertThat(application.mailings.tryOut(mailing.id(), TODAY).limited()).isTrue();
    }

    @Test
    void says_what_the_messages_would_cost_by_the_tariff() {
        var sms = new ScriptedChannel("sms", Idempotency.NONE, new InMemoryProviderLog());
        application.channels.add(sms);
        var account = application.account(AccountId.BASE, "10.00", Set.of());
        for (var name : List.of("Анна", "Борис")) {
            application.customer(
                    name, List.of(account), List.of(new Contact(Contact.Kind.MOBILE_PHONE, "+79161234567")));
        }
        var template = application.templates.create(
                MailingTestApplication.BRANCH,
                DeliveryMethod.SMS,
                new Template.Content("SMS", "", "Счёт ".repeat(20) + "{bill.url}"),
                MailingTestApplication.ADMIN);
        var mailing = application.mailings.create(
                MailingTestApplication.BRANCH,
                new Form().delivery(DeliveryMethod.SMS, template).settings(application),
                MailingTestApplication.ADMIN);

        assertThat(application.mailings.tryOut(mailing.id(), TODAY).cost()).isNull();
        application.providerAccounts.costing("sms", PartPrice.of("3.15", "RUB"));
        var dry = application.mailings.tryOut(mailing.id(), TODAY);
        assertThat(dry.segments()).isEqualTo(6);
        assertThat(dry.cost()).isEqualTo(Money.of("18.90", "RUB"));
    }
}
