package org.schoolcrm.mailing.core.inbound;

import java.time.Duration;
import java.util.stream.Collectors;
import org.schoolcrm.channel.spi.ChannelNews;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderAccountStore;
import org.schoolcrm.channel.spi.ProviderCallStore;
import org.schoolcrm.channel.spi.ProviderCallStore.KeptCall;
import org.schoolcrm.channel.spi.ProviderCallStore.State;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.RecurringJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the calls that the edge has kept, each in a transaction of its own, so that one that cannot be read holds back no
 * other. Calls of an adapter that is away wait for it.
 */
public final class ProviderCallReader extends RecurringJob {

    public static final String KIND = "provider-calls";

    private static final Logger LOG = LoggerFactory.getLogger(ProviderCallReader.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int BATCH = 200;

    private final ProviderCallStore calls;
    private final ProviderAccountStore accounts;
    private final Routing routing;
    private final ProviderNews news;
    private final Transactions transactions;

    public ProviderCallReader(
            ProviderCallStore calls,
            ProviderAccountStore accounts,
            Routing routing,
            ProviderNews news,
            Transactions transactions,
            Jobs jobs,
            Clock clock) {
        super(KIND, PERIOD, transactions, jobs, clock);
        this.calls = calls;
        this.accounts = accounts;
        this.routing = routing;
        this.news = news;
        this.transactions = transactions;
    }

    @Override
    protected boolean runOnce() {
        var readable = accounts.all().stream()
                .filter(account -> routing.installed(account.provider()).isPresent())
                .map(ProviderAccount::id)
                .collect(Collectors.toSet());
        var waiting = calls.waiting(readable, BATCH);
        waiting.forEach(call -> accounts.find(call.account())
                .ifPresent(account ->
                        routing.installed(account.provider()).ifPresent(adapter -> read(call, account, adapter))));
        if (waiting.isEmpty()) {
            transactions.run(() -> calls.forget(KEPT));
        } else {
            news.apply();
        }
        return waiting.size() == BATCH;
    }

    private void read(KeptCall call, ProviderAccount account, MessageChannel adapter) {
        try {
            if (call.verified() || adapter.verify(account, call.call()) == Verification.VERIFIED) {
                var told = adapter.parse(account, call.call());
                transactions.run(
                        () -> keep(call.id(), account, adapter.profile().channel(), told));
            } else {
                transactions.run(() -> calls.done(call.id(), State.REFUSED));
            }
        } catch (RuntimeException e) {
            LOG.error("Call {} about {} cannot be read", call.id(), account, e);
            transactions.run(() -> setAside(call.id(), account));
        }
    }

    private void keep(long call, ProviderAccount account, String channel, ChannelNews told) {
        news.keep(account, channel, told);
        calls.done(call, State.READ);
    }

    private void setAside(long call, ProviderAccount account) {
        calls.done(call, State.UNREADABLE);
        news.raise(
                account,
                "channel.call-unreadable",
                "The module of " + account.provider() + " cannot read call " + call);
    }
}
