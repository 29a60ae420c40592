package org.schoolcrm.acquiring.core.webhook;

import java.util.List;
import org.schoolcrm.acquiring.api.ReceivedWebhooks;
import org.schoolcrm.acquiring.spi.WebhookLog;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;

/** Shows what banks have sent, and lets it take effect once more. */
public final class WebhookReplay implements ReceivedWebhooks {

    private final WebhookLog log;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Audit audit;
    private final Clock clock;

    public WebhookReplay(WebhookLog log, Transactions transactions, Jobs jobs, Audit audit, Clock clock) {
        this.log = log;
        this.transactions = transactions;
        this.jobs = jobs;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public List<Call> recent(BranchId branch, int limit) {
        return log.recent(branch, limit);
    }

    @Override
    public boolean replay(long id, Actor actor) {
        return transactions.inTransaction(() -> {
            var branch = log.reopen(id);
            branch.ifPresent(found -> {
                jobs.schedule(new JobId(WaitingWebhooks.KIND, Long.toString(id)), clock.now());
                audit.record(new AuditRecord(actor, found.value(), "bank-call.replayed", "bank-call:" + id, null, ""));
            });
            return branch.isPresent();
        });
    }
}
