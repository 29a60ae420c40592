package org.schoolcrm.acquiring.core;

import java.time.Duration;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.api.WebhookReply;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.Verification;
import org.schoolcrm.acquiring.spi.WebhookInbox;
import org.schoolcrm.acquiring.spi.WebhookInbox.Kept;
import org.schoolcrm.acquiring.spi.WebhookInbox.State;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.spi.JobOutcome;

/**
 * Hears banks: keeps what they send, lets it take effect, and only then says so. A call for an adapter that is absent
 * is kept and replayed when the adapter is back.
 */
public final class WebhookDesk implements JobHandler {

    static final String KIND = "webhook-replay";
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final Duration COME_BACK = Duration.ofSeconds(30);

    private final Banks banks;
    private final WebhookInbox inbox;
    private final AttemptStore attempts;
    private final Settlement settlement;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Clock clock;

    public WebhookDesk(
            Banks banks,
            WebhookInbox inbox,
            AttemptStore attempts,
            Settlement settlement,
            Transactions transactions,
            Jobs jobs,
            Clock clock) {
        this.banks = banks;
        this.inbox = inbox;
        this.attempts = attempts;
        this.settlement = settlement;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
    }

    WebhookReply receive(String provider, String hookKey, RawWebhook webhook) {
        var account = banks.accountAt(provider, hookKey);
        if (account.isEmpty()) {
            return WebhookReply.text(404, "Not found");
        }
        return banks.adapter(account.get())
                .map(adapter -> receive(account.get(), adapter, webhook))
                .orElseGet(() -> keepForLater(account.get(), webhook));
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Replays a call whose adapter was absent. */
    @Override
    public JobOutcome run(String key) {
        long id = Long.parseLong(key);
        var waiting = transactions.inTransaction(() -> inbox.waiting(id));
        if (waiting.isEmpty()) {
            return JobOutcome.done();
        }
        var account = banks.account(waiting.get().account());
        var adapter = banks.adapter(account);
        if (adapter.isEmpty()) {
            return JobOutcome.again(clock.now().plus(PAUSE));
        }
        var verification = adapter.get().verify(account, waiting.get().webhook());
        transactions.run(() -> {
            takeEffect(account, adapter.get(), waiting.get().webhook(), verification);
            inbox.done(id, verification == Verification.REJECTED ? State.REJECTED : State.PROCESSED, clock.now());
        });
        return JobOutcome.done();
    }

    private WebhookReply receive(MerchantAccount account, Acquirer adapter, RawWebhook webhook) {
        var verification = adapter.verify(account, webhook);
        if (verification == Verification.REJECTED) {
            return adapter.acknowledge(account, webhook, Acknowledgement.BAD_SIGNATURE);
        }
        var done = transactions.inTransaction(() -> process(account, adapter, webhook, verification));
        return adapter.acknowledge(account, webhook, done);
    }

    private Acknowledgement process(
            MerchantAccount account, Acquirer adapter, RawWebhook webhook, Verification verification) {
        var kept = inbox.keep(account.id(), webhook, State.PROCESSED);
        if (!kept.isNew() && kept.state() == State.PROCESSED) {
            return Acknowledgement.DUPLICATE;
        }
        takeEffect(account, adapter, webhook, verification);
        if (!kept.isNew()) {
            inbox.done(kept.id(), State.PROCESSED, clock.now());
        }
        return Acknowledgement.ACCEPTED;
    }

    private void takeEffect(MerchantAccount account, Acquirer adapter, RawWebhook webhook, Verification verification) {
        if (verification == Verification.REJECTED) {
            return;
        }
        for (var event : adapter.parse(account, webhook)) {
            if (verification == Verification.VERIFIED) {
                settlement.apply(account, event);
            } else {
                attempts.findByOrder(account.id(), event.orderId())
                        .ifPresent(attempt -> jobs.schedule(Reconciler.job(attempt.id()), clock.now()));
            }
        }
    }

    private WebhookReply keepForLater(MerchantAccount account, RawWebhook webhook) {
        transactions.run(() -> {
            Kept kept = inbox.keep(account.id(), webhook, State.WAITING);
            if (kept.isNew()) {
                jobs.schedule(
                        new JobId(KIND, Long.toString(kept.id())), clock.now().plus(PAUSE));
            }
        });
        return WebhookReply.later(COME_BACK);
    }
}
