package org.schoolcrm.acquiring.core.webhook;

import java.time.Duration;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.WebhookInbox;
import org.schoolcrm.acquiring.spi.WebhookInbox.State;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.runtime.api.Attention;
import org.schoolcrm.runtime.api.Attentions;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.JobOutcome;

/** Webhooks that nobody can read at the moment, because their adapter is absent or does not understand them. */
public final class WaitingWebhooks {

    static final String KIND = "webhook-replay";
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final Duration ADAPTER_BROKE = Duration.ofSeconds(30);
    private static final Duration UNTIL_IT_CAN_BE_READ = Duration.ofHours(6);

    private final WebhookInbox inbox;
    private final Attentions attentions;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Clock clock;

    public WaitingWebhooks(
            WebhookInbox inbox, Attentions attentions, Transactions transactions, Jobs jobs, Clock clock) {
        this.inbox = inbox;
        this.attentions = attentions;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Keeps it until its adapter is there. */
    void keep(MerchantAccount account, RawWebhook webhook) {
        transactions.run(() -> keep(account, webhook, PAUSE));
    }

    /** Keeps what is genuine and cannot be read for a better adapter; a person hears of it. */
    void setAside(MerchantAccount account, RawWebhook webhook) {
        transactions.run(() -> keep(account, webhook, UNTIL_IT_CAN_BE_READ)
                .ifPresent(id -> attentions.raise(new Attention(
                        account.branch().value(),
                        "webhook.unreadable",
                        "bank-call:" + id,
                        "The module of " + account.provider() + " cannot read it"))));
    }

    Optional<WebhookInbox.Call> find(long id) {
        return transactions.inTransaction(() -> inbox.waiting(id));
    }

    void reject(long id) {
        transactions.run(() -> inbox.done(id, State.REJECTED, clock.now()));
    }

    JobOutcome untilTheAdapterIsThere() {
        return JobOutcome.again(clock.now().plus(PAUSE));
    }

    JobOutcome untilTheAdapterWorks() {
        return JobOutcome.again(clock.now().plus(ADAPTER_BROKE));
    }

    JobOutcome untilItCanBeRead() {
        return JobOutcome.again(clock.now().plus(UNTIL_IT_CAN_BE_READ));
    }

    /** Its number if these bytes were not kept before. */
    private Optional<Long> keep(MerchantAccount account, RawWebhook webhook, Duration pause) {
        var kept = inbox.keep(account.id(), webhook, State.WAITING);
        if (!kept.isNew()) {
            return Optional.empty();
        }
        jobs.schedule(new JobId(KIND, Long.toString(kept.id())), clock.now().plus(pause));
        return Optional.of(kept.id());
    }
}
