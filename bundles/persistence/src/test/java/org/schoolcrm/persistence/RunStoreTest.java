package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.forecast.api.PeriodKind;
import org.schoolcrm.forecast.api.PeriodUnit;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.LessonTypeId;
import org.schoolcrm.host.spi.StudyStatusId;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.mailing.api.AccountScope;
import org.schoolcrm.mailing.api.Bounds;
import org.schoolcrm.mailing.api.DeliveryChain;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MailingRun.Brake;
import org.schoolcrm.mailing.api.MailingRun.Missed;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.mailing.api.Schedule;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.TermOption;
import org.schoolcrm.mailing.spi.MailingStore.Slot;
import org.schoolcrm.mailing.spi.Outbox.About;
import org.schoolcrm.mailing.spi.Outbox.Content;
import org.schoolcrm.mailing.spi.Outbox.HeldText;
import org.schoolcrm.mailing.spi.Outbox.NewMessage;
import org.schoolcrm.mailing.spi.Outbox.Purpose;
import org.schoolcrm.mailing.spi.Outbox.Route;
import org.schoolcrm.mailing.spi.RunStore.Admission;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

@OnBothDatabases
class RunStoreTest {

    private static final BranchId BRANCH = new BranchId(1);
    private static final Instant NOON = Instant.parse("2026-09-01T09:00:00Z");
    private static final Slot SLOT = new Slot(LocalDateTime.parse("2026-09-01T12:00"), NOON);

    private final StoreTestApplication stores;
    private final Template template;
    private final Mailing mailing;

    RunStoreTest(TestDatabase database) {
        stores = StoreTestApplication.on(database);
        template = new Template(
                stores.mailings().newTemplateId(), 1, BRANCH, DeliveryMethod.EMAIL, "Счёт", "Тема", "{bill.url}");
        mailing = new Mailing(stores.mailings().newMailingId(), BRANCH, settings());
        stores.transactions().run(() -> {
            stores.mailings().save(template);
            stores.mailings().save(mailing, SLOT);
        });
    }

    @Test
    void keeps_every_setting_of_a_mailing() {
        assertThat(stores.mailings().find(mailing.id())).contains(mailing);
    }

    @Test
    void what_is_archived_is_in_no_list_fires_no_more_and_stays_for_what_refers_to_it() {
        stores.transactions().run(() -> {
            stores.mailings().archive(mailing.id(), NOON);
            stores.mailings().archive(template.id(), NOON);
        });

        assertThat(stores.mailings().find(mailing.id())).isEmpty();
        assertThat(stores.mailings().mailings(BRANCH)).doesNotContain(mailing);
        assertThat(stores.mailings().due(NOON)).doesNotContain(mailing.id());
        assertThat(stores.mailings().find(template.id())).isEmpty();
        assertThat(stores.transactions().inTransaction(() -> stores.mailings().lock(template.id())))
                .isEmpty();
        assertThat(stores.mailings().templates(BRANCH)).doesNotContain(template);
    }

    @Test
    void knows_when_a_mailing_is_due() {
        assertThat(stores.mailings().due(NOON.minusSeconds(1))).doesNotContain(mailing.id());
        assertThat(stores.mailings().due(NOON)).contains(mailing.id());
        assertThat(stores.mailings().nextSlot(mailing.id())).contains(SLOT);

        stores.transactions().run(() -> stores.mailings().save(mailing, null));

        assertThat(stores.mailings().due(NOON)).doesNotContain(mailing.id());
        assertThat(stores.mailings().nextSlot(mailing.id())).isEmpty();
    }

    @Test
    @DisplayName("I7 one run per mailing and trigger")
    void one_run_per_trigger() {
        var first = add("slot:2026-09-01T12:00", Mailing.Limits.NONE);
        var again = add("slot:2026-09-01T12:00", Mailing.Limits.NONE);

        assertThat(again).isEqualTo(first);
    }

    @Test
    void keeps_a_missed_slot_with_its_reason() {
        var missed = run("slot:2026-08-31T12:00", Mailing.Limits.NONE, Missed.TOO_LATE);

        stores.transactions().run(() -> stores.runs().addIfNew(missed));

        assertThat(stores.runs().ofMailing(mailing.id())).containsExactly(missed);
    }

    @Test
    @DisplayName("a page is admitted only as long as the limits hold")
    void admits_up_to_the_limits() {
        var run = add("hand:1", new Mailing.Limits(3L, 1000L));

        assertThat(admit(run, 2, 600)).isEqualTo(Admission.ADMITTED);
        assertThat(admit(run, 2, 100)).isEqualTo(Admission.BEYOND_LIMITS);
        assertThat(admit(run, 1, 401)).isEqualTo(Admission.BEYOND_LIMITS);
        assertThat(admit(run, 1, 400)).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void admits_up_to_the_ceiling_of_what_messages_cost_and_nothing_of_unknown_cost() {
        var run = add("hand:4", new Mailing.Limits(10L, null, 500L));

        assertThat(admit(run, 1, 100, 300L)).isEqualTo(Admission.ADMITTED);
        assertThat(admit(run, 1, 100, 201L)).isEqualTo(Admission.BEYOND_COST);
        assertThat(admit(run, 1, 100, null)).isEqualTo(Admission.BEYOND_COST);
        assertThat(admit(run, 10, 100, 201L)).isEqualTo(Admission.BEYOND_LIMITS);
        assertThat(admit(run, 1, 100, 200L)).isEqualTo(Admission.ADMITTED);
        assertThat(stores.runs().find(run.id()).orElseThrow().limits().cost()).isEqualTo(500L);
    }

    @Test
    void admits_nothing_while_a_run_is_held_back() {
        var run = add("hand:2", Mailing.Limits.NONE);
        stores.transactions().run(() -> stores.runs().change(run.id(), MailingRun::paused));

        assertThat(admit(run, 1, 100)).isEqualTo(Admission.HELD_BACK);
        assertThat(stores.runs().find(run.id()).orElseThrow().brake()).isEqualTo(Brake.PAUSED);
    }

    @Test
    void takes_out_those_who_failed_and_leaves_the_others() {
        var run = add("hand:3", Mailing.Limits.NONE);
        var failed = new CustomerId(1);
        var skipped = RunEntry.failed(run.id(), failed, AccountId.BASE, "Анна", "price is missing");
        stores.transactions().run(() -> stores.runs().addEntries(List.of(skipped)));

        var taken = stores.transactions().inTransaction(() -> stores.runs().takeFailed(run.id()));

        assertThat(taken).containsExactly(failed);
        assertThat(stores.runs().entries(run.id(), 0, 10)).isEmpty();
    }

    @Test
    void what_a_paused_run_holds_is_let_go_by_nobody_else() {
        var run = add("held", Mailing.Limits.NONE);
        var channel = "ch" + run.id();
        var message = new NewMessage(
                run.id(),
                new About(BRANCH, new CustomerId(7), AccountId.BASE, List.of()),
                Route.by(channel, "+79161234567"),
                new Content(template.id(), template.version(), Map.of()),
                Purpose.INVOICE,
                channel,
                NOON);
        stores.transactions().run(() -> {
            stores.outbox().addAll(List.of(message));
            stores.outbox().move(run.id(), Set.of(MessageState.PENDING), MessageState.HELD);
        });
        var text = new HeldText(channel, BRANCH, template.id(), template.version());
        assertThat(stores.outbox().held(channel)).containsExactly(text);

        stores.transactions().run(() -> stores.runs().change(run.id(), MailingRun::paused));
        assertThat(stores.outbox().held(channel)).isEmpty();
        assertThat(stores.transactions()
                        .<Integer>inTransaction(() -> stores.outbox().release(text)))
                .isZero();
    }

    private MailingRun add(String trigger, Mailing.Limits limits) {
        return stores.transactions().inTransaction(() -> stores.runs().addIfNew(run(trigger, limits, null)));
    }

    private Admission admit(MailingRun run, long invoices, long minor) {
        return admit(run, invoices, minor, null);
    }

    private Admission admit(MailingRun run, long invoices, long minor, @Nullable Long cost) {
        return stores.transactions().inTransaction(() -> stores.runs().admit(run.id(), invoices, minor, cost));
    }

    private MailingRun run(String trigger, Mailing.Limits limits, Missed missed) {
        return new MailingRun(
                stores.runs().newId(),
                mailing.id(),
                BRANCH,
                trigger,
                mailing.settings(),
                template,
                missed == null ? MailingRun.State.PLANNING : MailingRun.State.MISSED,
                Brake.NONE,
                limits,
                LocalDate.parse("2026-09-01"),
                NOON,
                missed == null ? null : NOON,
                missed,
                null);
    }

    private Mailing.Settings settings() {
        var whom = new Mailing.Whom(
                Set.of(new StudyStatusId(2)),
                Set.of(),
                new SubjectId(3),
                new LessonTypeId(4),
                new Bounds(1L, 3L),
                new Bounds(null, 50_000L),
                true,
                true);
        var what = new Mailing.What(
                CalculationMethod.SUBSCRIPTION_COST,
                AccountScope.ALL,
                PeriodKind.NEXT,
                PeriodUnit.WEEK,
                whom,
                TermOption.WEEKS_2,
                true,
                true,
                false,
                new Mailing.Limits(100L, null));
        var how = new Mailing.How(
                DeliveryMethod.EMAIL,
                template.id(),
                new Mailing.QuietHours(LocalTime.of(21, 0), LocalTime.of(9, 0)),
                true,
                new Mailing.Reminders(List.of(-1, 0, 3), null),
                new DeliveryChain(List.of(DeliveryChain.Step.MAX, DeliveryChain.Step.SMS), 90, template.id()));
        return new Mailing.Settings("Счета", true, what, Schedule.monthly(31, LocalTime.of(9, 30)), how);
    }
}
