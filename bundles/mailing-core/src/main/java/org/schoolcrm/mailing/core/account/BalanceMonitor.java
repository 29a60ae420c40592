package org.schoolcrm.mailing.core.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.ChannelProfile.Capability;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.mailing.api.AccountBalance;
import org.schoolcrm.mailing.api.ChannelPause;
import org.schoolcrm.mailing.core.channel.ConnectedChannel;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.spi.AccountBalances;
import org.schoolcrm.mailing.spi.ChannelPauses;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Attention;
import org.schoolcrm.runtime.api.Attentions;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.RecurringJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every quarter of an hour asks what is left in the accounts whose providers say so, a few at a time. A low balance calls
 * for attention; one that was paid in lets an account go on that was held for want of money (channels.md 2.4).
 */
public final class BalanceMonitor extends RecurringJob {

    public static final String KIND = "provider-balance";

    private static final Logger LOG = LoggerFactory.getLogger(BalanceMonitor.class);
    private static final Duration PERIOD = Duration.ofMinutes(15);
    private static final int BATCH = 10;

    private final Routing routing;
    private final AccountBalances balances;
    private final ChannelPauses pauses;
    private final Attentions attentions;
    private final Branches branches;
    private final Transactions transactions;
    private final Clock clock;

    public BalanceMonitor(
            Routing routing,
            AccountBalances balances,
            ChannelPauses pauses,
            Attentions attentions,
            Branches branches,
            Transactions transactions,
            Jobs jobs,
            Clock clock) {
        super(KIND, PERIOD, transactions, jobs, clock);
        this.routing = routing;
        this.balances = balances;
        this.pauses = pauses;
        this.attentions = attentions;
        this.branches = branches;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Those that were asked longest ago come first, so that a slow provider keeps nobody from his turn for ever. */
    @Override
    protected boolean runOnce() {
        var asked = balances.all().stream().collect(Collectors.toMap(AccountBalance::account, AccountBalance::askedAt));
        Function<ConnectedChannel, Instant> last = channel -> asked.getOrDefault(channel.id(), Instant.MIN);
        var before = clock.now().minus(PERIOD);
        var due = routing.connected().stream()
                .filter(BalanceMonitor::tellsBalance)
                .filter(channel -> !last.apply(channel).isAfter(before))
                .sorted(Comparator.comparing(last))
                .toList();
        due.stream().limit(BATCH).forEach(this::ask);
        return due.size() > BATCH;
    }

    static boolean tellsBalance(ConnectedChannel channel) {
        return channel.adapter().profile().can(Capability.BALANCE);
    }

    /** Asks outside of every transaction; a provider that does not answer leaves what it said last. */
    AccountBalance ask(ConnectedChannel channel) {
        var told = told(channel);
        return transactions.inTransaction(() -> {
            var now = clock.now();
            var was = balances.find(channel.id());
            var balance = told.map(amount -> new AccountBalance(channel.id(), amount, now, now))
                    .orElseGet(() -> new AccountBalance(
                            channel.id(),
                            was.map(AccountBalance::amount).orElse(null),
                            was.map(AccountBalance::toldAt).orElse(null),
                            now));
            balances.put(balance);
            told.ifPresent(amount -> judge(channel, amount));
            return balance;
        });
    }

    private static Optional<Money> told(ConnectedChannel channel) {
        try {
            return channel.adapter().balance(channel.account());
        } catch (RuntimeException e) {
            LOG.warn("The balance of {} could not be asked for", channel.account(), e);
            return Optional.empty();
        }
    }

    private void judge(ConnectedChannel channel, Money amount) {
        var alarm = channel.account().terms().balanceAlarm();
        boolean low = isBelow(amount, alarm);
        var detail = channel.account().name() + ": " + amount + (low ? " < " + alarm : "");
        for (var branch : concerned(channel)) {
            var attention =
                    new Attention(branch.value(), "channel.balance-low", "provider-account:" + channel.id(), detail);
            if (low) {
                attentions.raise(attention);
            } else {
                attentions.settle(branch.value(), attention.kind(), attention.subject(), Actor.SYSTEM);
            }
        }
        if (!low && amount.isPositive()) {
            pauses.find(channel.id())
                    .filter(pause -> pause.kind() == ChannelPause.Kind.HELD && pause.cause() == Cause.BALANCE)
                    .ifPresent(pause -> pauses.lift(channel.id()));
        }
    }

    /** Amounts in different currencies are not compared: the school has typed one that the provider does not keep. */
    private static boolean isBelow(Money amount, @Nullable Money alarm) {
        return alarm != null && alarm.currency().equals(amount.currency()) && amount.compareTo(alarm) < 0;
    }

    private List<BranchId> concerned(ConnectedChannel channel) {
        var branch = channel.account().branch();
        return branch != null
                ? List.of(branch)
                : branches.all().stream().map(Branch::id).toList();
    }
}
