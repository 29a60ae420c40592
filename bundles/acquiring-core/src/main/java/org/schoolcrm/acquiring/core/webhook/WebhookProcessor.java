package org.schoolcrm.acquiring.core.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.api.WebhookReply;
import org.schoolcrm.acquiring.core.merchant.AcquirerRegistry;
import org.schoolcrm.acquiring.core.merchant.MerchantAccountRouter;
import org.schoolcrm.acquiring.core.payment.PaymentReport;
import org.schoolcrm.acquiring.core.payment.Settlement;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.Verification;
import org.schoolcrm.acquiring.spi.WebhookInbox;
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
 * Takes webhooks of banks: verified, read once, settled together with the others of the same moment, and only then
 * acknowledged. A webhook for an adapter that is absent is kept, and replayed when the adapter is back.
 */
public final class WebhookProcessor implements JobHandler {

    static final String KIND = "webhook-replay";
    private static final Logger LOG = LoggerFactory.getLogger(WebhookProcessor.class);
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final Duration COME_BACK = Duration.ofSeconds(30);
    private static final int GROUP = 32;

    private final MerchantAccountRouter merchants;
    private final AcquirerRegistry acquirers;
    private final WebhookInbox inbox;
    private final Settlement settlement;
    private final PreChecks preChecks;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Clock clock;
    private final GroupCommit<PaymentReport, Acknowledgement> group;

    public WebhookProcessor(
            MerchantAccountRouter merchants,
            AcquirerRegistry acquirers,
            WebhookInbox inbox,
            Settlement settlement,
            PreChecks preChecks,
            Transactions transactions,
            Jobs jobs,
            Clock clock) {
        this.merchants = merchants;
        this.acquirers = acquirers;
        this.inbox = inbox;
        this.settlement = settlement;
        this.preChecks = preChecks;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
        this.group = new GroupCommit<>(GROUP, settlement::settle);
    }

    public WebhookReply receive(String provider, String hookKey, RawWebhook webhook) {
        var account = merchants.accountOfWebhook(provider, hookKey);
        if (account.isEmpty()) {
            return WebhookReply.text(404, "Not found");
        }
        return acquirers
                .adapter(account.get())
                .map(adapter -> receive(account.get(), adapter, webhook))
                .orElseGet(() -> keepForLater(account.get(), webhook));
    }

    private WebhookReply receive(MerchantAccount account, Acquirer adapter, RawWebhook webhook) {
        var verification = verified(account, adapter, webhook);
        if (verification.isEmpty()) {
            return keepForLater(account, webhook);
        }
        return switch (verification.get()) {
            case REJECTED -> adapter.acknowledge(account, webhook, Acknowledgement.BAD_SIGNATURE);
            case VERIFIED ->
                adapter.preCheck(account, webhook)
                        .map(question -> adapter.answer(account, webhook, preChecks.verdict(account, question)))
                        .orElseGet(() -> settle(account, adapter, webhook, true));
            case NEEDS_QUERY -> settle(account, adapter, webhook, false);
        };
    }

    private WebhookReply settle(MerchantAccount account, Acquirer adapter, RawWebhook webhook, boolean verified) {
        var report = PaymentReport.of(account, webhook, adapter.parse(account, webhook), verified);
        return adapter.acknowledge(account, webhook, group.submit(report));
    }

    /** Nothing if the adapter broke or was taken away meanwhile, which must not lose the webhook. */
    private static Optional<Verification> verified(MerchantAccount account, Acquirer adapter, RawWebhook webhook) {
        try {
            return Optional.of(adapter.verify(account, webhook));
        } catch (RuntimeException e) {
            LOG.error("A webhook of merchant account {} waits: its adapter could not verify it", account.id(), e);
            return Optional.empty();
        }
    }

    private WebhookReply keepForLater(MerchantAccount account, RawWebhook webhook) {
        transactions.run(() -> {
            var kept = inbox.keep(account.id(), webhook, State.WAITING);
            if (kept.isNew()) {
                jobs.schedule(
                        new JobId(KIND, Long.toString(kept.id())), clock.now().plus(PAUSE));
            }
        });
        return WebhookReply.later(COME_BACK);
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Replays a webhook whose adapter was absent. */
    @Override
    public JobOutcome run(String key) {
        long id = Long.parseLong(key);
        var waiting = transactions.inTransaction(() -> inbox.waiting(id));
        if (waiting.isEmpty()) {
            return JobOutcome.done();
        }
        var account = merchants.account(waiting.get().account());
        var adapter = acquirers.adapter(account);
        if (adapter.isEmpty()) {
            return JobOutcome.again(clock.now().plus(PAUSE));
        }
        var webhook = waiting.get().webhook();
        var verification = verified(account, adapter.get(), webhook);
        if (verification.isEmpty()) {
            return JobOutcome.again(clock.now().plus(COME_BACK));
        }
        if (verification.get() == Verification.REJECTED) {
            transactions.run(() -> inbox.done(id, State.REJECTED, clock.now()));
        } else {
            settlement.settle(List.of(PaymentReport.of(
                    account,
                    webhook,
                    adapter.get().parse(account, webhook),
                    verification.get() == Verification.VERIFIED)));
        }
        return JobOutcome.done();
    }
}
