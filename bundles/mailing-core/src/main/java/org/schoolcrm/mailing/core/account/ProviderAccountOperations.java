package org.schoolcrm.mailing.core.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.api.ChannelProblem;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.ProviderAccountStore;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.mailing.api.AccountBalance;
import org.schoolcrm.mailing.api.ChannelPause;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.mailing.api.ProviderAccountControl;
import org.schoolcrm.mailing.api.ProviderAccountHealth;
import org.schoolcrm.mailing.api.Suppression;
import org.schoolcrm.mailing.api.TemplateApprovals;
import org.schoolcrm.mailing.core.channel.ConnectedChannel;
import org.schoolcrm.mailing.core.channel.DeliveryAddress;
import org.schoolcrm.mailing.core.channel.RedactedText;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.spi.AccountBalances;
import org.schoolcrm.mailing.spi.ChannelPauses;
import org.schoolcrm.mailing.spi.MessageRegister;
import org.schoolcrm.problem.CommonProblem;
import org.schoolcrm.problem.FieldChecks;
import org.schoolcrm.provider.api.ProviderProblem;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/** What people see of provider accounts and do with them beside their settings. */
public final class ProviderAccountOperations implements ProviderAccountControl {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int ADDRESS_LENGTH = 300;
    private static final Instant FOR_EVER = Instant.parse("9999-12-31T00:00:00Z");

    private final ProviderAccountStore accounts;
    private final Routing routing;
    private final ChannelPauses pauses;
    private final MessageRegister register;
    private final AccountBalances balances;
    private final BalanceMonitor monitor;
    private final TemplateApprovals approvals;
    private final Transactions transactions;
    private final Clock clock;
    private final Audit audit;

    public ProviderAccountOperations(
            ProviderAccountStore accounts,
            Routing routing,
            ChannelPauses pauses,
            MessageRegister register,
            AccountBalances balances,
            BalanceMonitor monitor,
            TemplateApprovals approvals,
            Transactions transactions,
            Clock clock,
            Audit audit) {
        this.accounts = accounts;
        this.routing = routing;
        this.pauses = pauses;
        this.register = register;
        this.balances = balances;
        this.monitor = monitor;
        this.approvals = approvals;
        this.transactions = transactions;
        this.clock = clock;
        this.audit = audit;
    }

    @Override
    public ProviderAccountHealth health(ProviderAccountId id) {
        return new ProviderAccountHealth(
                routing.installed(known(id).provider()).isPresent(),
                pauses.find(id).orElse(null),
                register.countsOf(id, clock.now().minus(DAY)),
                balances.find(id).orElse(null),
                approvals.countsOf(id));
    }

    @Override
    public void pause(ProviderAccountId id, Actor actor) {
        var account = known(id);
        transactions.run(() -> {
            pauses.put(new ChannelPause(id, ChannelPause.Kind.STOPPED, Cause.NONE, "", clock.now(), FOR_EVER));
            note(actor, account, "provider-account.paused", null);
        });
    }

    @Override
    public void release(ProviderAccountId id, Actor actor) {
        var account = known(id);
        transactions.run(() -> {
            if (!pauses.release(id)) {
                throw MailingProblem.CHANNEL_NOT_PAUSED.refuse();
            }
            note(actor, account, "provider-account.released", null);
        });
    }

    @Override
    public Optional<AccountBalance> askBalance(ProviderAccountId id) {
        return Optional.of(connected(known(id)))
                .filter(BalanceMonitor::tellsBalance)
                .map(monitor::ask);
    }

    /** Noted before it is sent, so that one whose answer is lost counts too. */
    @Override
    public SendOutcome tryOut(ProviderAccountId id, String address, Locale language, Actor actor) {
        var account = known(id);
        var channel = connected(account);
        var usable = usable(channel, address);
        transactions.run(() -> note(actor, account, "provider-account.tried", RedactedText.masked(usable)));
        return new TrialMessage(channel, usable, language).send(clock.now());
    }

    private static String usable(ConnectedChannel channel, String address) {
        var usable = address.length() <= ADDRESS_LENGTH
                ? DeliveryAddress.forProvider(channel.name(), address)
                : Optional.<String>empty();
        new FieldChecks()
                .require(!address.isBlank(), "address", CommonProblem.REQUIRED)
                .require(
                        address.isBlank() || usable.isPresent(),
                        "address",
                        MailingProblem.ADDRESS_UNUSABLE,
                        address.strip())
                .refuseAs(MailingProblem.ADDRESS_UNUSABLE, address.strip());
        return usable.orElseThrow();
    }

    private ConnectedChannel connected(ProviderAccount account) {
        return routing.installed(account.provider())
                .map(adapter -> new ConnectedChannel(adapter, account))
                .orElseThrow(() -> ProviderProblem.PROVIDER_ABSENT.refuse(account.provider()));
    }

    private ProviderAccount known(ProviderAccountId id) {
        return accounts.find(id).orElseThrow(() -> ChannelProblem.PROVIDER_ACCOUNT_UNKNOWN.refuse(id));
    }

    private void note(Actor actor, ProviderAccount account, String action, @Nullable String after) {
        var branch = Objects.requireNonNullElse(account.branch(), Suppression.SCHOOL);
        audit.record(new AuditRecord(actor, branch.value(), action, "provider-account:" + account.id(), null, after));
    }
}
