package org.schoolcrm.acquiring.core.payment;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
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
    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final Duration LONG_PAUSE = Duration.ofHours(6);
    private static final Duration OFTEN_FOR = Duration.ofDays(1);
    private static final Duration ASKED_FOR = Duration.ofDays(365);
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

    /**
     * After a message that only says that there are news: what is over here would not be asked about any longer. Messages
     * of one hour are asked about together.
     */
    static JobId job(PaymentAttempt attempt, Instant now) {
        return switch (attempt.status()) {
            case INTENT, UNKNOWN, PENDING -> job(attempt.id());
            case CAPTURED, DECLINED ->
                new JobId(
                        KIND,
                        attempt.id() + " " + now.truncatedTo(ChronoUnit.HOURS).getEpochSecond());
        };
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JobOutcome run(String key) {
        var parts = key.split(" ", 2);
        var attempt = attempts.find(new AttemptId(Long.parseLong(parts[0]))).orElseThrow();
        var hintedAt = parts.length < 2 ? Instant.EPOCH : Instant.ofEpochSecond(Long.parseLong(parts[1]));
        var account = merchants.account(attempt.account());
        return acquirers
                .breaker(account.id())
                .job(
                        () -> ask(account, attempt, hintedAt),
                        () -> JobOutcome.again(clock.now().plus(BREAKER_IS_BUSY)));
    }

    private JobOutcome ask(MerchantAccount account, PaymentAttempt attempt, Instant hintedAt) {
        var answer = answer(account, attempt);
        var known = answer.or(() -> attempts.find(attempt.id())).orElseThrow();
        var plan = acquirers
                .installed(account.provider())
                .map(adapter -> adapter.profile().pollPlan())
                .orElse(PollPlan.USUAL);
        if (!mayStillChange(known)) {
            return answer.isPresent() ? settled(known, plan) : unanswered(account, known, plan, hintedAt);
        }
        var end = known.validUntil().plus(plan.untilAge());
        if (clock.now().isAfter(answer.isPresent() ? end : end.plus(SILENCE))) {
            giveUp(account, known, answer.isPresent());
            return JobOutcome.done();
        }
        return JobOutcome.again(next(known, plan));
    }

    /** Some banks do not tell what becomes of a paid payment: they are asked again long after. */
    private JobOutcome settled(PaymentAttempt attempt, PollPlan plan) {
        return askedAgain(attempt, plan)
                .filter(at -> at.isAfter(clock.now()))
                .findFirst()
                .map(JobOutcome::again)
                .orElseGet(JobOutcome::done);
    }

    /**
     * The bank was to be asked about what is over here, and is silent. After a week a person is told; it is asked on, ever
     * more rarely: a node may have slept for the whole week.
     */
    private JobOutcome unanswered(MerchantAccount account, PaymentAttempt attempt, PollPlan plan, Instant hintedAt) {
        var now = clock.now();
        var since = Stream.concat(Stream.of(attempt.startedAt(), attempt.validUntil()), askedAgain(attempt, plan))
                .filter(at -> !at.isAfter(now))
                .reduce(hintedAt, (one, other) -> one.isAfter(other) ? one : other);
        var silence = Duration.between(since, now);
        boolean isExpected = attempt.status() == AttemptStatus.CAPTURED || hintedAt.isAfter(Instant.EPOCH);
        if (silence.compareTo(SILENCE) > 0 && isExpected) {
            leaveToAPerson(account, attempt);
        }
        boolean isOver = silence.compareTo(isExpected ? ASKED_FOR : SILENCE) > 0;
        return isOver ? settled(attempt, plan) : JobOutcome.again(now.plus(pause(silence)));
    }

    private static Duration pause(Duration silence) {
        if (silence.compareTo(OFTEN_FOR) < 0) {
            return PAUSE;
        }
        return silence.compareTo(SILENCE) <= 0 ? LONG_PAUSE : silence.dividedBy(2);
    }

    private static Stream<Instant> askedAgain(PaymentAttempt attempt, PollPlan plan) {
        return attempt.status() == AttemptStatus.CAPTURED
                ? plan.afterCapture().stream().map(age -> attempt.validUntil().plus(age))
                : Stream.empty();
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
    public boolean mayStillChange(PaymentAttempt attempt) {
        return switch (attempt.status()) {
            case CAPTURED -> false;
            case DECLINED -> clock.now().isBefore(attempt.validUntil().plus(FORM_MAY_LAG));
            case INTENT, UNKNOWN, PENDING -> true;
        };
    }

    /** Nothing stays open for ever; money that comes after all is still taken in. Silence is not a no. */
    private void giveUp(MerchantAccount account, PaymentAttempt attempt, boolean isAnswered) {
        if (!isAnswered && attempt.payAt() != null) {
            leaveToAPerson(account, attempt);
        }
        if (attempt.status() != AttemptStatus.DECLINED) {
            settlement.settle(account, attempt, PaymentOutcome.ended(Stage.EXPIRED, null, NO_ANSWER));
        }
    }

    private void leaveToAPerson(MerchantAccount account, PaymentAttempt attempt) {
        attentions.raise(new Attention(
                account.branch().value(),
                "payment.unanswered",
                "payment:" + attempt.id(),
                NO_ANSWER + ": " + attempt.amount()));
    }

    private Instant next(PaymentAttempt attempt, PollPlan plan) {
        return clock.now().plus(plan.after(Duration.between(attempt.startedAt(), clock.now())));
    }
}
