package org.schoolcrm.acquiring.core.webhook;

import java.time.Duration;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.api.WebhookReply;
import org.schoolcrm.acquiring.core.merchant.Banks;
import org.schoolcrm.acquiring.core.payment.JointSettlement;
import org.schoolcrm.acquiring.core.payment.Settlement;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.PreCheck;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears banks: keeps what they send, lets it take effect, and only then says so. A call for an adapter that is absent
 * is kept and replayed when the adapter is back.
 */
public final class WebhookProcessor implements JobHandler {

    static final String KIND = "webhook-replay";
    private static final Logger LOG = LoggerFactory.getLogger(WebhookProcessor.class);
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final Duration COME_BACK = Duration.ofSeconds(30);

    private final Banks banks;
    private final WebhookInbox inbox;
    private final JointSettlement joint;
    private final Settlement settlement;
    private final PreChecks preChecks;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Clock clock;

    public WebhookProcessor(
            Banks banks,
            WebhookInbox inbox,
            JointSettlement joint,
            Settlement settlement,
            PreChecks preChecks,
            Transactions transactions,
            Jobs jobs,
            Clock clock) {
        this.banks = banks;
        this.inbox = inbox;
        this.joint = joint;
        this.settlement = settlement;
        this.preChecks = preChecks;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
    }

    public WebhookReply receive(String provider, String hookKey, RawWebhook webhook) {
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
        var verification = verified(account, adapter.get(), waiting.get().webhook());
        if (verification.isEmpty()) {
            return JobOutcome.again(clock.now().plus(COME_BACK));
        }
        transactions.run(() -> {
            takeEffect(account, adapter.get(), waiting.get().webhook(), verification.get());
            inbox.done(id, verification.get() == Verification.REJECTED ? State.REJECTED : State.PROCESSED, clock.now());
        });
        return JobOutcome.done();
    }

    private WebhookReply receive(MerchantAccount account, Acquirer adapter, RawWebhook webhook) {
        var verification = verified(account, adapter, webhook);
        if (verification.isEmpty()) {
            return keepForLater(account, webhook);
        }
        if (verification.get() == Verification.REJECTED) {
            return adapter.acknowledge(account, webhook, Acknowledgement.BAD_SIGNATURE);
        }
        var question = verification.get() == Verification.VERIFIED
                ? adapter.preCheck(account, webhook)
                : Optional.<PreCheck>empty();
        if (question.isPresent()) {
            return adapter.answer(account, webhook, preChecks.verdict(account, question.get()));
        }
        var together = verification.get() == Verification.VERIFIED
                ? joint.settle(account, webhook, adapter.parse(account, webhook))
                : Optional.<Acknowledgement>empty();
        var done = together.orElseGet(
                () -> transactions.inTransaction(() -> process(account, adapter, webhook, verification.get())));
        return adapter.acknowledge(account, webhook, done);
    }

    /** Nothing if the adapter broke or was taken away meanwhile, which must not lose the call. */
    private static Optional<Verification> verified(MerchantAccount account, Acquirer adapter, RawWebhook webhook) {
        try {
            return Optional.of(adapter.verify(account, webhook));
        } catch (RuntimeException e) {
            LOG.error("A call for merchant account {} waits: its adapter could not look at it", account.id(), e);
            return Optional.empty();
        }
    }

    private Acknowledgement process(
            MerchantAccount account, Acquirer adapter, RawWebhook webhook, Verification verification) {
        var kept = inbox.keep(account.id(), webhook, State.PROCESSED);
        if (!kept.isNew() && kept.state() == State.PROCESSED) {
            askAgain(account, adapter, webhook, verification);
            return Acknowledgement.DUPLICATE;
        }
        var effect = takeEffect(account, adapter, webhook, verification);
        if (!kept.isNew()) {
            inbox.done(kept.id(), State.PROCESSED, clock.now());
        }
        return effect;
    }

    /** The same bytes may hint at something new: two refunds of the same payment look alike at some banks. */
    private void askAgain(MerchantAccount account, Acquirer adapter, RawWebhook webhook, Verification verification) {
        for (var event : adapter.parse(account, webhook)) {
            if (event.hintOnly() || verification != Verification.VERIFIED) {
                settlement.apply(account, event, false);
            }
        }
    }

    /** Of several events the one that a person should know of decides what the bank hears. */
    private Acknowledgement takeEffect(
            MerchantAccount account, Acquirer adapter, RawWebhook webhook, Verification verification) {
        var effect = Acknowledgement.IGNORED;
        if (verification == Verification.REJECTED) {
            return Acknowledgement.BAD_SIGNATURE;
        }
        for (var event : adapter.parse(account, webhook)) {
            var one = settlement.apply(account, event, verification == Verification.VERIFIED);
            effect = effect == Acknowledgement.IGNORED ? one : effect;
        }
        return effect;
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
