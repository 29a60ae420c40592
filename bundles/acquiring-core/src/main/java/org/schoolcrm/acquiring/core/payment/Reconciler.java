package org.schoolcrm.acquiring.core.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.core.merchant.AcquirerRegistry;
import org.schoolcrm.acquiring.core.merchant.MerchantAccountRouter;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.PollPlan;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.runtime.api.Attention;
import org.schoolcrm.runtime.api.Attentions;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.spi.JobOutcome;

/** Asks banks about attempts after the adapter's own plan, so that a lost webhook is only a delay. */
public final class Reconciler implements JobHandler {

    static final String KIND = "payment-reconcile";
    public static final Duration BREAKER_IS_BUSY = Duration.ofSeconds(5);
    private static final Duration HINT_WAITS = Duration.ofMinutes(5);
    private static final String NO_ANSWER = "The bank did not tell what became of it";
    private static final Duration SILENCE = Duration.ofDays(7);
    private static final Duration FORM_MAY_LAG = Duration.ofMinutes(10);

    private final AttemptStore attempts;
    private final MerchantAccountRouter merchants;
    private final AcquirerRegistry acquirers;
    private final Settlement settlement;
    private final Attentions attentions;
    private final Clock clock;

    public Reconciler(
            AttemptStore attempts,
            MerchantAccountRouter merchants,
            AcquirerRegistry acquirers,
            Settlement settlement,
            Attentions attentions,
            Clock clock) {
        this.attempts = attempts;
        this.merchants = merchants;
        this.acquirers = acquirers;
        this.settlement = settlement;
        this.attentions = attentions;
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
        var account = merchants.account(attempt.account());
        return acquirers
                .breaker(account.id())
                .job(
                        () -> ask(account, attempt),
                        () -> JobOutcome.again(clock.now().plus(BREAKER_IS_BUSY)));
    }

    private JobOutcome ask(MerchantAccount account, PaymentAttempt attempt) {
        var answer = answer(account, attempt);
        var known = answer.or(() -> attempts.find(attempt.id())).orElseThrow();
        var plan = acquirers
                .installed(account.provider())
                .map(adapter -> adapter.profile().pollPlan())
                .orElse(PollPlan.USUAL);
        var end = known.validUntil().plus(plan.untilAge());
        boolean isOver = clock.now().isAfter(answer.isPresent() ? end : end.plus(SILENCE));
        if (!mayStillChange(known)) {
            boolean isSettled = answer.isPresent() || (isOver && known.status() != AttemptStatus.CAPTURED);
            return isSettled
                    ? settled(known, plan)
                    : JobOutcome.again(clock.now().plus(HINT_WAITS));
        }
        if (isOver) {
            giveUp(account, known, answer.isPresent());
            return JobOutcome.done();
        }
        return JobOutcome.again(next(known, plan));
    }

    /** Some banks do not tell what becomes of a paid payment: they are asked again long after. */
    private JobOutcome settled(PaymentAttempt attempt, PollPlan plan) {
        if (attempt.status() != AttemptStatus.CAPTURED) {
            return JobOutcome.done();
        }
        return plan.afterCapture().stream()
                .map(age -> attempt.validUntil().plus(age))
                .filter(at -> at.isAfter(clock.now()))
                .findFirst()
                .map(JobOutcome::again)
                .orElseGet(JobOutcome::done);
    }

    /** What is known after asking the bank; what was known before if it cannot be asked or nothing is open. */
    public PaymentAttempt queryIfOpen(PaymentAttempt attempt) {
        return mayStillChange(attempt) ? query(merchants.account(attempt.account()), attempt) : attempt;
    }

    public PaymentAttempt query(MerchantAccount account, PaymentAttempt attempt) {
        return answer(account, attempt).orElse(attempt);
    }

    /** Nothing if the bank gave no answer that says anything: who hinted at news must be asked again. */
    private Optional<PaymentAttempt> answer(MerchantAccount account, PaymentAttempt attempt) {
        return acquirers.adapter(account).flatMap(adapter -> {
            var outcome = adapter.query(account, new PaymentRef(attempt.orderId(), number(adapter, attempt)));
            var known = settlement.settle(account, attempt, outcome);
            return switch (outcome.status()) {
                case CAPTURED, PENDING, DECLINED -> Optional.of(known);
                case NOT_SENT, UNKNOWN -> Optional.empty();
            };
        });
    }

    /** After a declined card another one may have paid the same order, under a number of its own. */
    private static @Nullable String number(Acquirer adapter, PaymentAttempt attempt) {
        boolean isOneOfSeveral =
                attempt.status() == AttemptStatus.DECLINED && adapter.profile().can(Capability.QUERY_BY_ORDER);
        return isOneOfSeveral ? null : attempt.providerId();
    }

    /** A declined card is not the end while the payer can try another one on the same form. */
    private boolean mayStillChange(PaymentAttempt attempt) {
        return switch (attempt.status()) {
            case CAPTURED -> false;
            case DECLINED -> clock.now().isBefore(attempt.validUntil().plus(FORM_MAY_LAG));
            case INTENT, UNKNOWN, PENDING -> true;
        };
    }

    /** Nothing stays open for ever; money that comes after all is still taken in. Silence is not a no. */
    private void giveUp(MerchantAccount account, PaymentAttempt attempt, boolean isAnswered) {
        if (!isAnswered && attempt.payAt() != null) {
            attentions.raise(new Attention(
                    account.branch().value(),
                    "payment.unanswered",
                    "payment:" + attempt.id(),
                    NO_ANSWER + ": " + attempt.amount()));
        }
        if (attempt.status() != AttemptStatus.DECLINED) {
            settlement.settle(account, attempt, PaymentOutcome.ended(Stage.EXPIRED, null, NO_ANSWER));
        }
    }

    private Instant next(PaymentAttempt attempt, PollPlan plan) {
        return clock.now().plus(plan.after(Duration.between(attempt.startedAt(), clock.now())));
    }
}
