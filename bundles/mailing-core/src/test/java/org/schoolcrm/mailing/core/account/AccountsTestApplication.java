package org.schoolcrm.mailing.core.account;

import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.ProviderTerms;
import org.schoolcrm.channel.testkit.ProviderAccountsMemory;
import org.schoolcrm.channel.testkit.scripted.PrepaidChannel;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.mailing.core.MailingMemory;
import org.schoolcrm.mailing.core.OutboxMemory;
import org.schoolcrm.mailing.core.approval.ApprovalMemory;
import org.schoolcrm.mailing.core.approval.ApprovalReports;
import org.schoolcrm.mailing.core.approval.ApprovalRule;
import org.schoolcrm.mailing.core.approval.TemplatesInUse;
import org.schoolcrm.mailing.core.channel.ProviderAccountAdministration;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.testkit.DirectTransactions;
import org.schoolcrm.runtime.testkit.FakeAttentions;
import org.schoolcrm.runtime.testkit.FakeJobs;
import org.schoolcrm.runtime.testkit.SettableClock;

/** Provider accounts of a school with two branches, wired as in the container, on memory. */
final class AccountsTestApplication {

    static final BranchId CENTRE = new BranchId(1);
    static final BranchId EAST = new BranchId(2);
    static final Actor ADMIN = Actor.user(1);

    final SettableClock clock = new SettableClock("2026-09-01T06:00:00Z");
    final PrepaidChannel provider = new PrepaidChannel();
    final ProviderAccountsMemory accounts = new ProviderAccountsMemory(List.of());
    final BalancesMemory balances = new BalancesMemory();
    final FakeAttentions attentions = new FakeAttentions();
    final List<AuditRecord> audit = new ArrayList<>();
    final FakeJobs jobs = new FakeJobs(clock);
    private final MailingMemory memory = new MailingMemory(clock);
    final OutboxMemory outbox = new OutboxMemory(memory.messages, clock);
    final ApprovalMemory approvals = new ApprovalMemory();
    private final Branches branches = () -> List.of(branch(CENTRE), branch(EAST));
    private final Routing routing = new Routing(List.of(provider), accounts);
    private final DirectTransactions transactions = new DirectTransactions();
    final BalanceMonitor monitor =
            new BalanceMonitor(routing, balances, outbox.pauses, attentions, branches, transactions, jobs, clock);
    final ProviderAccountOperations operations = new ProviderAccountOperations(
            accounts,
            routing,
            outbox.pauses,
            outbox.register,
            balances,
            monitor,
            new ApprovalReports(
                    routing,
                    new ApprovalRule(approvals, memory.mailings),
                    new TemplatesInUse(memory.mailings, branches),
                    clock),
            transactions,
            clock,
            audit::add);
    final ProviderAccountAdministration administration = new ProviderAccountAdministration(
            accounts,
            approvals,
            routing,
            address -> address.getHost().endsWith(".example"),
            path -> URI.create("https://school.example" + path),
            transactions,
            audit::add);
    final RegistrationRenewal renewal =
            new RegistrationRenewal(routing, administration, attentions, transactions, jobs, clock);

    ProviderAccountId account(@Nullable BranchId branch, @Nullable String alarm) {
        var id = accounts.newId();
        accounts.add(new ProviderAccount(
                id,
                branch,
                PrepaidChannel.PROVIDER,
                "СМС",
                "hook-" + id,
                true,
                Map.of("login", "school", "password", "s"),
                new ProviderTerms(0, null, alarm == null ? null : Money.of(alarm, "RUB"), false)));
        return id;
    }

    private static Branch branch(BranchId id) {
        return new Branch(id, "Филиал " + id, ZoneId.of("Europe/Moscow"), Currency.getInstance("RUB"));
    }
}
