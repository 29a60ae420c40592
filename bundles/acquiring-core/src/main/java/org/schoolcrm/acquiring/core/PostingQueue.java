package org.schoolcrm.acquiring.core;

import java.time.Duration;
import org.schoolcrm.acquiring.spi.PaymentLedger;
import org.schoolcrm.host.spi.Accounts;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.spi.JobOutcome;

/** Brings credits to the CRM, one after the other, until it says that each stands in its books. */
public final class PostingQueue implements JobHandler {

    static final String KIND = "payment-posting";
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final PaymentLedger ledger;
    private final Accounts accounts;
    private final Transactions transactions;
    private final Clock clock;

    public PostingQueue(PaymentLedger ledger, Accounts accounts, Transactions transactions, Clock clock) {
        this.ledger = ledger;
        this.accounts = accounts;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JobOutcome run(String key) {
        var id = new PaymentId(Long.parseLong(key));
        var posting = transactions.inTransaction(() -> ledger.queued(id));
        if (posting.isEmpty()) {
            return JobOutcome.done();
        }
        var answer = accounts.post(posting.get());
        return switch (answer.kind()) {
            case POSTED -> settled(id, true, answer.detail());
            case REFUSED -> settled(id, false, answer.detail());
            case UNKNOWN -> JobOutcome.again(clock.now().plus(PAUSE));
        };
    }

    private JobOutcome settled(PaymentId id, boolean posted, String detail) {
        transactions.run(() -> ledger.settle(id, posted, detail, clock.now()));
        return JobOutcome.done();
    }
}
