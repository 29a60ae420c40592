package org.schoolcrm.webhooks;

import java.util.List;
import java.util.Optional;
import javax.ws.rs.Path;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderAccountStore;
import org.schoolcrm.channel.spi.ProviderCallStore;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.api.WebhookReply;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Meters;
import org.schoolcrm.runtime.api.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives calls of message providers at {@code /hooks/messages/<provider>/<account-key>[/<type>]}. A genuine call is kept
 * before it is acknowledged and read by {@code mailing-core} when that is there.
 */
@Path(MessageHooks.ADDRESS)
public final class MessageHooks extends HookResource {

    static final String ADDRESS = "/messages";

    private static final Logger LOG = LoggerFactory.getLogger(MessageHooks.class);

    private final ProviderAccountStore accounts;
    private final ProviderCallStore calls;
    private final List<MessageChannel> channels;
    private final Transactions transactions;

    /** @param channels changes as adapters come and go */
    public MessageHooks(
            ProviderAccountStore accounts,
            ProviderCallStore calls,
            List<MessageChannel> channels,
            Transactions transactions,
            Clock clock,
            Meters meters) {
        super(clock, meters);
        this.accounts = accounts;
        this.calls = calls;
        this.channels = channels;
        this.transactions = transactions;
    }

    @Override
    protected WebhookReply receive(String provider, String key, RawWebhook call) {
        return accounts.findByHook(provider, key)
                .map(account -> adapter(provider)
                        .map(adapter -> receive(account, adapter, call))
                        .orElseGet(() -> keepForLater(account, call)))
                .orElseGet(() -> WebhookReply.text(404, "Not found"));
    }

    private Optional<MessageChannel> adapter(String provider) {
        return channels.stream()
                .filter(one -> one.profile().provider().equals(provider))
                .findFirst();
    }

    /** What only asks for a query tells nothing: what became of messages is asked about anyway. */
    private WebhookReply receive(ProviderAccount account, MessageChannel adapter, RawWebhook call) {
        var verification = verified(account, adapter, call);
        if (verification.isEmpty()) {
            return keepForLater(account, call);
        }
        if (verification.get() == Verification.VERIFIED) {
            keep(account, key(account, adapter, call), call, true);
        }
        return adapter.acknowledge(account, call, verification.get());
    }

    /** Nothing if the adapter broke or was taken away meanwhile, which must not lose the call. */
    private static Optional<Verification> verified(ProviderAccount account, MessageChannel adapter, RawWebhook call) {
        try {
            return Optional.of(adapter.verify(account, call));
        } catch (RuntimeException e) {
            LOG.error("A call about {} waits: its adapter could not verify it", account, e);
            return Optional.empty();
        }
    }

    private static String key(ProviderAccount account, MessageChannel adapter, RawWebhook call) {
        try {
            return NewsKey.of(adapter.parse(account, call), call);
        } catch (RuntimeException e) {
            LOG.error("A call about {} cannot be read", account, e);
            return NewsKey.of(call);
        }
    }

    private WebhookReply keepForLater(ProviderAccount account, RawWebhook call) {
        keep(account, NewsKey.of(call), call, false);
        return later();
    }

    private void keep(ProviderAccount account, String key, RawWebhook call, boolean verified) {
        transactions.run(() -> calls.keep(account.id(), key, call, verified));
    }
}
