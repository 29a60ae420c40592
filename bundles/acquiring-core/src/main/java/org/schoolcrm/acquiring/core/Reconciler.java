package org.schoolcrm.acquiring.core;

import java.time.Duration;
import java.time.Instant;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.spi.JobOutcome;

/** Asks banks about attempts that are still open, ever less often, so that a lost webhook is only a delay. */
public final class Reconciler implements JobHandler {

    static final String KIND = "payment-reconcile";

    private final AttemptStore attempts;
    private final Banks banks;
    private final Settlement settlement;
    private final Clock clock;

    public Reconciler(AttemptStore attempts, Banks banks, Settlement settlement, Clock clock) {
        this.attempts = attempts;
        this.banks = banks;
        this.settlement = settlement;
        this.clock = clock;
    }

    static JobId job(AttemptId attempt) {
        return new JobId(KIND, attempt.toString());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JobOutcome run(String key) {
        var attempt = attempts.find(new AttemptId(Long.parseLong(key))).orElseThrow();
        var known = ask(attempt);
        return known.status().isOpen() ? JobOutcome.again(next(known)) : JobOutcome.done();
    }

    /** What is known after asking the bank; what was known before if it cannot be asked. */
    PaymentAttempt ask(PaymentAttempt attempt) {
        if (!attempt.status().isOpen()) {
            return attempt;
        }
        var account = banks.account(attempt.account());
        return banks.adapter(account)
                .map(adapter -> ask(adapter, account, attempt))
                .orElse(attempt);
    }

    private PaymentAttempt ask(Acquirer adapter, MerchantAccount account, PaymentAttempt attempt) {
        return settlement.apply(
                account, attempt, adapter.query(account, new PaymentRef(attempt.orderId(), attempt.providerId())));
    }

    /** A tenth of the attempt's age, between a minute and six hours. */
    private Instant next(PaymentAttempt attempt) {
        var now = clock.now();
        var pause = Duration.between(attempt.startedAt(), now).dividedBy(10);
        var bounded = pause.compareTo(Duration.ofMinutes(1)) < 0
                ? Duration.ofMinutes(1)
                : pause.compareTo(Duration.ofHours(6)) > 0 ? Duration.ofHours(6) : pause;
        return now.plus(bounded);
    }
}
