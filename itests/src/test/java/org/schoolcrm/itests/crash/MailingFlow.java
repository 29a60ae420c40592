package org.schoolcrm.itests.crash;

import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.ManualInvoice;
import org.schoolcrm.billing.api.UnpaidInvoicePolicy;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.ProviderAccountStore;
import org.schoolcrm.channel.testkit.TestAccount;
import org.schoolcrm.forecast.api.CostFilter;
import org.schoolcrm.forecast.api.PeriodKind;
import org.schoolcrm.forecast.api.PeriodUnit;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.itests.application.Wiring;
import org.schoolcrm.mailing.api.AccountScope;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.Mailings;
import org.schoolcrm.mailing.api.Schedule;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.Templates;
import org.schoolcrm.mailing.api.TermOption;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Transactions;

/** A mailing that fires by itself at its slot: plan, pages, messages, end. */
final class MailingFlow implements Flow {

    static final List<String> BUNDLES =
            List.of("persistence", "forecast-core", "billing-core", "acquiring-core", "mailing-core");
    /** The slot is at night, so that no lesson begins while the mailing goes on. */
    static final Instant SLOT = Instant.parse("2026-09-09T21:05:00Z");

    static final int CUSTOMERS = 14;

    static final ProviderAccountId ACCOUNT = new ProviderAccountId(1);

    private static final BranchId CENTRE = new BranchId(1);

    private final School school;
    private final Consumer<Wiring> bug;
    private final ScriptedProvider provider;

    MailingFlow(School school, Idempotency idempotency) {
        this(school, idempotency, wiring -> {});
    }

    MailingFlow(School school, Idempotency idempotency, Consumer<Wiring> bug) {
        this.school = school;
        this.bug = bug;
        this.provider = new ScriptedProvider("email", idempotency);
    }

    /** A mailing that does not invoice again who has an unpaid invoice, and somebody who has one. */
    static void prepare(School school) {
        school.clock().set("2026-09-09T21:00:00Z");
        var node = school.open(CrashPlan.none(), wiring -> {});
        var accounts = node.the(ProviderAccountStore.class);
        node.the(Transactions.class).run(() -> accounts.add(TestAccount.of(ACCOUNT.value(), "email", Map.of())));
        long owing = RunAuditor.fates(school.tables()).entrySet().stream()
                .filter(fate -> fate.getValue().skipped() == null)
                .findFirst()
                .orElseThrow()
                .getKey();
        var text = "{bill.amount} {bill.url}";
        var template = node.the(Templates.class)
                .create(
                        CENTRE,
                        DeliveryMethod.EMAIL,
                        new Template.Content("Счет", "Счет на {bill.amount}", text),
                        Actor.SYSTEM);
        var what = new Mailing.What(
                CalculationMethod.FORECAST,
                AccountScope.BASE,
                PeriodKind.CURRENT,
                PeriodUnit.MONTH,
                Mailing.Whom.EVERYBODY,
                TermOption.WEEK_1,
                true,
                false,
                false,
                Mailing.Limits.NONE);
        var how = new Mailing.How(DeliveryMethod.EMAIL, template.id(), null, false, Mailing.Reminders.NONE, null);
        var when = Schedule.monthly(10, LocalTime.of(0, 5));
        node.the(Mailings.class).create(CENTRE, new Mailing.Settings("Счета", true, what, when, how), Actor.SYSTEM);
        node.the(Billing.class)
                .issueManual(
                        new ManualInvoice(
                                CENTRE,
                                new CustomerId(owing),
                                AccountId.BASE,
                                CalculationMethod.MANUAL,
                                Money.of("100", "RUB"),
                                null,
                                null,
                                CostFilter.ALL,
                                null,
                                null,
                                false,
                                UnpaidInvoicePolicy.KEEP),
                        Actor.SYSTEM);
        school.end(node);
        school.remember();
    }

    @Override
    public void connect(Wiring wiring, CrashPlan plan) {
        wiring.offer(MessageChannel.class, provider.channel(plan));
        bug.accept(wiring);
    }

    @Override
    public void step(Node node) {}

    @Override
    public boolean isOver() {
        return !Rows.of(school.tables(), "select 1 from mailing_run where state = 'COMPLETED'")
                .isEmpty();
    }

    @Override
    public List<String> audit() {
        return new RunAuditor(school.tables(), provider.book()).findings();
    }
}
