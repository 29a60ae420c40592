package org.schoolcrm.acquiring.core.refund;

import static org.schoolcrm.acquiring.api.AcquiringProblem.REASON_TOO_LONG;
import static org.schoolcrm.acquiring.api.AcquiringProblem.REFUND_NOT_OFFERED;
import static org.schoolcrm.acquiring.api.AcquiringProblem.REFUND_TOO_LARGE;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.AcquiringProblem;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.Refund;
import org.schoolcrm.acquiring.api.RefundId;
import org.schoolcrm.acquiring.api.RefundStatus;
import org.schoolcrm.acquiring.core.merchant.Banks;
import org.schoolcrm.acquiring.core.payment.FiscalReceipts;
import org.schoolcrm.acquiring.core.payment.PaymentPosting;
import org.schoolcrm.acquiring.core.payment.Reconciler;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.FiscalReceipt;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.RefundStore;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.money.Money;
import org.schoolcrm.problem.FieldChecks;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.spi.JobOutcome;

/** Sends money back: our own row is committed first, the bank is called once, and asked from then on. */
public final class RefundProcessor implements JobHandler {

    static final String KIND = "payment-refund";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int REASON_LENGTH = 500;
    private static final Duration CALL_MAY_TAKE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
    private static final Duration SILENCE = Duration.ofDays(3);
    private static final Duration IN_HAND = Duration.ofDays(30);
    private static final String NO_WORD = "The bank did not tell what became of it";

    private final AttemptStore attempts;
    private final RefundStore refunds;
    private final Banks banks;
    private final PaymentPosting book;
    private final FiscalReceipts receipts;
    private final Billing billing;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Audit audit;
    private final Clock clock;

    public RefundProcessor(
            AttemptStore attempts,
            RefundStore refunds,
            Banks banks,
            PaymentPosting book,
            FiscalReceipts receipts,
            Billing billing,
            Transactions transactions,
            Jobs jobs,
            Audit audit,
            Clock clock) {
        this.attempts = attempts;
        this.refunds = refunds;
        this.banks = banks;
        this.book = book;
        this.receipts = receipts;
        this.billing = billing;
        this.transactions = transactions;
        this.jobs = jobs;
        this.audit = audit;
        this.clock = clock;
    }

    public Refund refund(AttemptId id, Money amount, String reason, Actor actor) {
        var attempt = attempts.find(id).orElseThrow(() -> AcquiringProblem.ATTEMPT_UNKNOWN.refuse(id));
        new FieldChecks()
                .require(reason.length() <= REASON_LENGTH, "reason", REASON_TOO_LONG, REASON_LENGTH)
                .refuseAs(REASON_TOO_LONG, REASON_LENGTH);
        var account = banks.account(attempt.account());
        var adapter =
                banks.adapter(account).orElseThrow(() -> AcquiringProblem.PROVIDER_ABSENT.refuse(account.provider()));
        var intent = transactions.inTransaction(() -> intent(account, adapter, id, amount, reason, actor));
        return apply(account, adapter, intent, adapter.refund(account, order(account, intent)));
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Asks the bank about a refund that is open. */
    @Override
    public JobOutcome run(String key) {
        var refund = refunds.find(new RefundId(Long.parseLong(key))).orElseThrow();
        if (!refund.status().isOpen()) {
            return JobOutcome.done();
        }
        var account =
                banks.account(attempts.find(refund.attempt()).orElseThrow().account());
        return banks.line(account.id())
                .job(
                        () -> ask(account, refund),
                        () -> JobOutcome.again(clock.now().plus(Reconciler.LINE_IS_BUSY)));
    }

    private JobOutcome ask(MerchantAccount account, Refund refund) {
        var known = banks.adapter(account)
                .map(adapter -> apply(account, adapter, refund, adapter.queryRefund(account, order(account, refund))))
                .orElse(refund);
        var age = Duration.between(refund.requestedAt(), clock.now());
        if (known.status().isOpen() && age.compareTo(patience(known.status())) <= 0) {
            return JobOutcome.again(clock.now().plus(pause(age)));
        }
        giveUp(known);
        return JobOutcome.done();
    }

    /** A refund that the bank never showed cannot bar others for ever; money that goes back after all is taken in. */
    private void giveUp(Refund refund) {
        transactions.run(() -> refunds.change(
                refund.id(), was -> was.status().isOpen() ? was.hear(RefundStatus.REFUSED, null, NO_WORD) : was));
    }

    private static Duration patience(RefundStatus status) {
        return switch (status) {
            case INTENT, UNKNOWN -> SILENCE;
            case PENDING, REFUSED, DONE -> IN_HAND;
        };
    }

    private Refund intent(
            MerchantAccount account, Acquirer adapter, AttemptId id, Money amount, String reason, Actor actor) {
        var attempt = attempts.change(id, was -> was).orElseThrow();
        var captured = book.captured(attempt);
        var refunded = book.refunded(attempt);
        var left = captured.minus(refunded);
        if (!captured.isPositive()) {
            throw AcquiringProblem.NOT_PAID.refuse(id);
        }
        if (refunds.of(id).stream().anyMatch(one -> one.status().isOpen())) {
            throw AcquiringProblem.REFUND_UNDER_WAY.refuse(id);
        }
        boolean fits =
                amount.currency().equals(captured.currency()) && amount.isPositive() && amount.compareTo(left) <= 0;
        new FieldChecks().require(fits, "amount", REFUND_TOO_LARGE, left).refuseAs(REFUND_TOO_LARGE, left);
        var profile = adapter.profile();
        boolean offered =
                profile.can(Capability.REFUND) && (amount.equals(left) || profile.can(Capability.PARTIAL_REFUND));
        new FieldChecks().require(offered, "amount", REFUND_NOT_OFFERED).refuseAs(REFUND_NOT_OFFERED);
        var refund = new Refund(
                refunds.newId(), id, key(), amount, refunded, RefundStatus.INTENT, null, reason, "", clock.now());
        refunds.add(refund);
        jobs.schedule(new JobId(KIND, refund.id().toString()), clock.now().plus(CALL_MAY_TAKE));
        audit.record(new AuditRecord(
                actor,
                account.branch().value(),
                "payment.refund-requested",
                "payment:" + id,
                null,
                amount + " " + reason));
        return refund;
    }

    private Refund apply(MerchantAccount account, Acquirer adapter, Refund refund, RefundOutcome outcome) {
        return transactions.inTransaction(() -> {
            var attempt = attempts.change(refund.attempt(), was -> was).orElseThrow();
            var words = adapter.redact(account, outcome.detail());
            var before = refunds.find(refund.id()).orElseThrow();
            var heard = refunds.change(refund.id(), was -> was.hear(news(outcome), outcome.providerRefundId(), words))
                    .orElseThrow();
            if (outcome.status() == RefundOutcome.Status.DONE && before.status() != RefundStatus.DONE) {
                enter(account, adapter, attempt, heard, outcome);
            }
            return heard;
        });
    }

    /** By the bank's number of the refund where its sums cannot be had, else by what went back in all. */
    private void enter(
            MerchantAccount account, Acquirer adapter, PaymentAttempt attempt, Refund refund, RefundOutcome outcome) {
        var number = refund.providerId();
        if (adapter.profile().can(Capability.REFUNDS_HAVE_IDS) && number != null) {
            book.refundedByNumber(account, attempt, number, refund.amount(), outcome.detail());
            return;
        }
        var total = outcome.refundedTotal();
        book.refundedInAll(
                account,
                attempt,
                total == null ? refund.refundedBefore().plus(refund.amount()) : total,
                outcome.detail());
    }

    /** What never reached the bank is over: another one can be made. */
    private static RefundStatus news(RefundOutcome outcome) {
        return switch (outcome.status()) {
            case DONE -> RefundStatus.DONE;
            case PENDING -> RefundStatus.PENDING;
            case REFUSED, NOT_SENT -> RefundStatus.REFUSED;
            case UNKNOWN -> RefundStatus.UNKNOWN;
        };
    }

    private RefundRequest order(MerchantAccount account, Refund refund) {
        var attempt = attempts.find(refund.attempt()).orElseThrow();
        return new RefundRequest(
                refund.key(),
                new PaymentRef(attempt.orderId(), attempt.providerId()),
                book.captured(attempt),
                refund.refundedBefore(),
                refund.amount(),
                refund.providerId(),
                receipt(account, attempt, refund));
    }

    private @Nullable FiscalReceipt receipt(MerchantAccount account, PaymentAttempt attempt, Refund refund) {
        var invoice = billing.find(attempt.invoice()).orElseThrow();
        return receipts.of(account, invoice, refund.amount(), clock.now()).orElse(null);
    }

    private static Duration pause(Duration age) {
        var tenth = age.dividedBy(10).plus(CALL_MAY_TAKE);
        return tenth.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : tenth;
    }

    private static String key() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
