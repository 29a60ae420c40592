package org.schoolcrm.mailing.core.inbound;

import org.schoolcrm.channel.api.ChannelProblem;
import org.schoolcrm.channel.api.InboundMessageInbox;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.ProviderAccountStore;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.runtime.api.Transactions;

/** Takes what people write from adapters that hear it over a connection of their own instead of by a call. */
public final class InboundMessageProcessor implements InboundMessageInbox {

    private final ProviderAccountStore accounts;
    private final Routing routing;
    private final InboundMessages inbound;
    private final Transactions transactions;

    public InboundMessageProcessor(
            ProviderAccountStore accounts, Routing routing, InboundMessages inbound, Transactions transactions) {
        this.accounts = accounts;
        this.routing = routing;
        this.inbound = inbound;
        this.transactions = transactions;
    }

    @Override
    public void take(ProviderAccountId id, InboundMessage message) {
        var account = accounts.find(id).orElseThrow(() -> ChannelProblem.PROVIDER_ACCOUNT_UNKNOWN.refuse(id));
        var adapter = routing.installed(account.provider())
                .orElseThrow(() -> new IllegalStateException("The module of " + account.provider() + " is away"));
        transactions.run(() -> inbound.take(account, adapter.profile().channel(), message));
    }
}
