package org.schoolcrm.acquiring.core.refund;

import java.time.Duration;
import org.schoolcrm.acquiring.api.AcquiringProblem;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.Refund;
import org.schoolcrm.acquiring.api.RefundId;
import org.schoolcrm.acquiring.core.merchant.AcquirerRegistry;
import org.schoolcrm.acquiring.core.merchant.MerchantAccountRouter;
import org.schoolcrm.acquiring.core.payment.Reconciler;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.RefundStore;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ProviderProblem;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.spi.JobOutcome;

/** Sends money back: our own row is committed first, the bank is called once, and queried from then on. */
public final class RefundProcessor implements JobHandler {

    static final String KIND = "payment-refund";
    private static final Duration SHORTEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    private final AttemptStore attempts;
    private final RefundStore refunds;
    private final MerchantAccountRouter merchants;
    private final AcquirerRegistry acquirers;
    private final RefundIntake intake;
    private final RefundRequests requests;
    private final RefundOutcomes outcomes;
    private final Clock clock;

    public RefundProcessor(
            AttemptStore attempts,
            RefundStore refunds,
            MerchantAccountRouter merchants,
            AcquirerRegistry acquirers,
            RefundIntake intake,
            RefundRequests requests,
            RefundOutcomes outcomes,
            Clock clock) {
        this.attempts = attempts;
        this.refunds = refunds;
        this.merchants = merchants;
        this.acquirers = acquirers;
        this.intake = intake;
        this.requests = requests;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    static JobId job(RefundId refund) {
        return new JobId(KIND, refund.toString());
    }

    public Refund refund(AttemptId id, Money amount, String reason, Actor actor) {
        var attempt = attempts.find(id).orElseThrow(() -> AcquiringProblem.ATTEMPT_UNKNOWN.refuse(id));
        RefundIntake.checkReason(reason);
        var account = merchants.account(attempt.account());
        var adapter = acquirers
                .adapter(account)
                .orElseThrow(() -> ProviderProblem.PROVIDER_ABSENT.refuse(account.provider()));
        var refund = intake.accept(account, adapter.profile(), id, amount, reason, actor);
        return outcomes.apply(account, adapter, refund, adapter.refund(account, requests.of(account, refund)));
    }

    public void enterBankRefund(MerchantAccount account, AttemptId id, Money amount, String reason, Actor actor) {
        RefundIntake.checkReason(reason);
        intake.enter(account, id, amount, reason, actor);
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Queries the bank about a refund as long as it is open, ever more rarely. */
    @Override
    public JobOutcome run(String key) {
        var refund = refunds.find(new RefundId(Long.parseLong(key))).orElseThrow();
        if (!refund.status().isOpen()) {
            return JobOutcome.done();
        }
        var account =
                merchants.account(attempts.find(refund.attempt()).orElseThrow().account());
        return acquirers
                .breaker(account.id())
                .job(
                        () -> query(account, refund),
                        () -> JobOutcome.again(clock.now().plus(Reconciler.BREAKER_IS_BUSY)));
    }

    private JobOutcome query(MerchantAccount account, Refund refund) {
        var known = acquirers
                .adapter(account)
                .map(adapter -> outcomes.apply(
                        account, adapter, refund, adapter.queryRefund(account, requests.of(account, refund))))
                .orElse(refund);
        if (!known.status().isOpen()) {
            return JobOutcome.done();
        }
        if (known.awaitsDecision(clock.now())) {
            outcomes.leaveToAPerson(account, known);
        }
        return JobOutcome.again(clock.now().plus(pause(Duration.between(refund.requestedAt(), clock.now()))));
    }

    private static Duration pause(Duration age) {
        var tenth = age.dividedBy(10).plus(SHORTEST_PAUSE);
        return tenth.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : tenth;
    }
}
