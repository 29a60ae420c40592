package org.schoolcrm.mailing.core.account;

import java.time.Duration;
import java.util.Objects;
import org.schoolcrm.mailing.api.Suppression;
import org.schoolcrm.mailing.core.channel.ConnectedChannel;
import org.schoolcrm.mailing.core.channel.ProviderAccountAdministration;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
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
 * Tells every provider once a day where to call us: some forget it after failures of ours, and nobody would hear any more
 * what people write. A provider that refuses calls for attention until it takes the address again.
 */
public final class RegistrationRenewal extends RecurringJob {

    public static final String KIND = "provider-registration";

    private static final Logger LOG = LoggerFactory.getLogger(RegistrationRenewal.class);
    private static final Duration PERIOD = Duration.ofDays(1);

    private final Routing routing;
    private final ProviderAccountAdministration accounts;
    private final Attentions attentions;
    private final Transactions transactions;

    public RegistrationRenewal(
            Routing routing,
            ProviderAccountAdministration accounts,
            Attentions attentions,
            Transactions transactions,
            Jobs jobs,
            Clock clock) {
        super(KIND, PERIOD, transactions, jobs, clock);
        this.routing = routing;
        this.accounts = accounts;
        this.attentions = attentions;
        this.transactions = transactions;
    }

    @Override
    protected boolean runOnce() {
        routing.connected().forEach(this::renew);
        return false;
    }

    /** One that breaks holds back no other. */
    private void renew(ConnectedChannel channel) {
        try {
            var told = accounts.register(channel.account());
            transactions.run(() -> judge(channel, told));
        } catch (RuntimeException e) {
            LOG.warn("{} could not be told where to call", channel.account(), e);
        }
    }

    private void judge(ConnectedChannel channel, ConnectionReport told) {
        var branch = Objects.requireNonNullElse(channel.account().branch(), Suppression.SCHOOL);
        var attention = new Attention(
                branch.value(),
                "channel.registration-refused",
                "provider-account:" + channel.id(),
                channel.account().name() + ": " + told.detail());
        if (told.verdict() == Verdict.CREDENTIALS_REFUSED || told.verdict() == Verdict.UNCLEAR) {
            attentions.raise(attention);
        } else if (told.verdict() == Verdict.OK) {
            attentions.settle(branch.value(), attention.kind(), attention.subject(), Actor.SYSTEM);
        }
    }
}
