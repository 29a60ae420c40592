package org.schoolcrm.mailing.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.PartPrice;
import org.schoolcrm.channel.testkit.scripted.InMemoryProviderLog;
import org.schoolcrm.channel.testkit.scripted.ScriptedChannel;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.mailing.api.ChannelCost;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MailingRun.Brake;
import org.schoolcrm.mailing.api.MailingRun.State;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.core.Form;
import org.schoolcrm.mailing.core.MailingTestApplication;
import org.schoolcrm.money.Money;
import org.schoolcrm.problem.ProblemException;
import org.schoolcrm.problem.ProblemType;
import org.schoolcrm.runtime.api.Attention;

/** Before messages cost more than a mailing's ceiling a person is asked. Here two SMS of three parts are six parts. */
class CostCeilingTest {

    private final MailingTestApplication application = new MailingTestApplication();

    @BeforeEach
    void two_people_with_phones() {
        application.channels.add(new ScriptedChannel("sms", Idempotency.NONE, new InMemoryProviderLog()));
        var account = application.account(AccountId.BASE, "10.00", Set.of());
        for (var name : List.of("Анна", "Борис")) {
            application.customer(
                    name, List.of(account), List.of(new Contact(Contact.Kind.MOBILE_PHONE, "+79161234567")));
        }
    }

    @Test
    void a_run_by_hand_above_its_ceiling_is_refused_until_a_person_agrees_to_the_cost() {
        price("2.465");
        var mailing = mailing(1478L);

        refused(mailing, MailingProblem.COST_ABOVE_CEILING);
        assertThat(application.memory.runs.ofMailing(mailing.id())).isEmpty();

        var run = application.runs.startAtAnyCost(mailing.id(), "hand:2", MailingTestApplication.ADMIN);
        application.runJobs(10);
        assertThat(application.look(run).state()).isEqualTo(State.COMPLETED);
        assertThat(application.audit)
                .filteredOn(record -> record.action().equals("mailing.run-started"))
                .singleElement()
                .satisfies(record -> assertThat(record.after()).endsWith("at any cost"));
    }

    @Test
    void up_to_the_ceiling_nobody_is_asked() {
        price("2.465");

        assertThat(application.run(mailing(1479L), "hand:1").state()).isEqualTo(State.COMPLETED);
        assertThat(application.invoices).hasSize(2);
    }

    @Test
    void a_cost_that_nobody_knows_is_asked_about() {
        refused(mailing(100_000L), MailingProblem.COST_UNKNOWN);

        application.providerAccounts.costing("sms", PartPrice.of("0.0079", "USD"));
        refused(mailing(100_000L), MailingProblem.COST_UNKNOWN);
    }

    @Test
    void letters_without_a_tariff_cost_nothing_and_ask_nobody() {
        var byMail = new Form().reissue(true).costCeiling(1L);
        var mailing = application.mailings.create(
                MailingTestApplication.BRANCH, byMail.settings(application), MailingTestApplication.ADMIN);

        assertThat(application
                        .mailings
                        .tryOut(mailing.id(), application.clock.today(application.branch.zone()))
                        .cost())
                .isEqualTo(Money.of("0.00", "RUB"));
        assertThat(application.run(mailing, "hand:1").state()).isEqualTo(State.COMPLETED);
    }

    @Test
    void the_same_trigger_gives_the_run_that_there_is_whatever_it_would_cost_now() {
        price("1");
        var mailing = mailing(600L);
        var first = application.run(mailing, "hand:1");
        price("100");

        assertThat(application
                        .runs
                        .start(mailing.id(), "hand:1", MailingTestApplication.ADMIN)
                        .id())
                .isEqualTo(first.id());
    }

    @Test
    void a_scheduled_run_stops_at_the_ceiling_calls_people_and_goes_on_when_one_agrees() {
        price("2.465");
        var run = fired(mailing(1478L));
        assertThat(run.brake()).isEqualTo(Brake.PARKED);
        assertThat(application.attentions)
                .extracting(Attention::kind, Attention::subject)
                .containsExactly(tuple("mailing.above-cost-ceiling", "run:" + run.id()));

        application.runs.resume(run.id(), MailingTestApplication.ADMIN);
        application.runJobs(10);

        assertThat(application.look(run).brake()).isEqualTo(Brake.NONE);
        assertThat(application.look(run).state()).isEqualTo(State.COMPLETED);
        assertThat(application.attentions).as("settled where it arose").isEmpty();
    }

    @Test
    void a_scheduled_run_of_unknown_cost_waits_too_and_stopping_it_settles_the_call() {
        var run = fired(mailing(100_000L));
        assertThat(run.brake()).isEqualTo(Brake.PARKED);

        application.runs.stop(run.id(), MailingTestApplication.ADMIN);

        assertThat(application.attentions).isEmpty();
        assertThat(application.channel.sent).isEmpty();
    }

    @Test
    void without_a_ceiling_no_cost_stops_anything() {
        price("9999");

        assertThat(fired(mailing(null)).state()).isEqualTo(State.COMPLETED);
        assertThat(application.attentions).isEmpty();
    }

    @Test
    void a_dry_run_tells_messages_parts_and_cost_of_each_channel_and_whether_it_would_ask() {
        price("2.465");
        var dry = application.mailings.tryOut(mailing(1478L).id(), application.clock.today(application.branch.zone()));

        assertThat(dry.costs()).containsExactly(new ChannelCost("sms", 2, 6, Money.of("14.79", "RUB")));
        assertThat(dry.cost()).isEqualTo(Money.of("14.79", "RUB"));
        assertThat(dry.aboveCeiling()).isTrue();
        assertThat(dry.limited()).as("that is for the limits of invoices").isFalse();
    }

    private void price(String price) {
        application.providerAccounts.costing("sms", PartPrice.of(price, "RUB"));
    }

    private void refused(Mailing mailing, ProblemType why) {
        assertThatThrownBy(() -> application.runs.start(mailing.id(), "hand:1", MailingTestApplication.ADMIN))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.type()).isEqualTo(why));
    }

    private MailingRun fired(Mailing mailing) {
        application.clock.advance(Duration.ofHours(1));
        application.runJobs(15);
        return application.memory.runs.ofMailing(mailing.id()).get(0);
    }

    private Mailing mailing(Long ceiling) {
        var template = application.templates.create(
                MailingTestApplication.BRANCH,
                DeliveryMethod.SMS,
                new Template.Content("SMS", "", "Счёт ".repeat(25) + "{bill.url}"),
                MailingTestApplication.ADMIN);
        var form = new Form()
                .active()
                .delivery(DeliveryMethod.SMS, template)
                .reissue(true)
                .costCeiling(ceiling);
        return application.mailings.create(
                MailingTestApplication.BRANCH, form.settings(application), MailingTestApplication.ADMIN);
    }
}
