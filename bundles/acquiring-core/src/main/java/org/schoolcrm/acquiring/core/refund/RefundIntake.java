package org.schoolcrm.acquiring.core.refund;

import static org.schoolcrm.acquiring.api.AcquiringProblem.REASON_TOO_LONG;
import static org.schoolcrm.acquiring.api.AcquiringProblem.REFUND_NOT_OFFERED;
import static org.schoolcrm.acquiring.api.AcquiringProblem.REFUND_TOO_LARGE;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import org.schoolcrm.acquiring.api.AcquiringProblem;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.Refund;
import org.schoolcrm.acquiring.api.RefundStatus;
import org.schoolcrm.acquiring.core.payment.PaymentPosting;
import org.schoolcrm.acquiring.core.payment.ReceiptTracking;
import org.schoolcrm.acquiring.spi.AcquirerProfile;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.RefundStore;
import org.schoolcrm.money.Money;
import org.schoolcrm.problem.FieldChecks;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;

/** Takes requests for refunds: what cannot be refunded is refused, the rest becomes a row of our own. */
public final class RefundIntake {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int REASON_LENGTH = 500;
    private static final Duration CALL_MAY_TAKE = Duration.ofMinutes(1);

    private final AttemptStore attempts;
    private final RefundStore refunds;
    private final PaymentPosting posting;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Audit audit;
    private final Clock clock;

    public RefundIntake(
            AttemptStore attempts,
            RefundStore refunds,
            PaymentPosting posting,
            Transactions transactions,
            Jobs jobs,
            Audit audit,
            Clock clock) {
        this.attempts = attempts;
        this.refunds = refunds;
        this.posting = posting;
        this.transactions = transactions;
        this.jobs = jobs;
        this.audit = audit;
        this.clock = clock;
    }

    static void checkReason(String reason) {
        new FieldChecks()
                .require(reason.length() <= REASON_LENGTH, "reason", REASON_TOO_LONG, REASON_LENGTH)
                .refuseAs(REASON_TOO_LONG, REASON_LENGTH);
    }

    Refund accept(
            MerchantAccount account, AcquirerProfile profile, AttemptId id, Money amount, String reason, Actor actor) {
        return transactions.inTransaction(() -> {
            var attempt = attempts.change(id, was -> was).orElseThrow();
            var refunded = posting.refunded(attempt);
            var left = left(attempt);
            refuseWhileOneIsOpen(id);
            checkAmount(amount, left);
            boolean offered =
                    profile.can(Capability.REFUND) && (amount.equals(left) || profile.can(Capability.PARTIAL_REFUND));
            new FieldChecks().require(offered, "amount", REFUND_NOT_OFFERED).refuseAs(REFUND_NOT_OFFERED);
            var refund = new Refund(
                    refunds.newId(),
                    id,
                    key(),
                    amount,
                    refunded,
                    RefundStatus.INTENT,
                    null,
                    reason,
                    "",
                    clock.now(),
                    ReceiptTracking.awaited(account, profile));
            refunds.add(refund);
            jobs.schedule(RefundProcessor.job(refund.id()), clock.now().plus(CALL_MAY_TAKE));
            audit.record(new AuditRecord(
                    actor,
                    account.branch().value(),
                    "payment.refund-requested",
                    "payment:" + id,
                    null,
                    amount + " " + reason));
            return refund;
        });
    }

    /** A refund that was made at the bank: only our records follow. */
    void enter(MerchantAccount account, AttemptId id, Money amount, String reason, Actor actor) {
        transactions.run(() -> {
            var attempt = attempts.change(id, was -> was).orElseThrow();
            refuseWhileOneIsOpen(id);
            checkAmount(amount, left(attempt));
            posting.recordRefund(account, attempt, "entered-" + key(), amount, reason);
            audit.record(new AuditRecord(
                    actor,
                    account.branch().value(),
                    "payment.refund-entered",
                    "payment:" + id,
                    null,
                    amount + " " + reason));
        });
    }

    /** What nobody knows may have left us already, and may be the very one that is entered. */
    private void refuseWhileOneIsOpen(AttemptId id) {
        if (refunds.of(id).stream().anyMatch(one -> one.status().isOpen())) {
            throw AcquiringProblem.REFUND_UNDER_WAY.refuse(id);
        }
    }

    private Money left(PaymentAttempt attempt) {
        var captured = posting.captured(attempt);
        if (!captured.isPositive()) {
            throw AcquiringProblem.NOT_PAID.refuse(attempt.id());
        }
        return captured.minus(posting.refunded(attempt));
    }

    private static void checkAmount(Money amount, Money left) {
        boolean fits = amount.currency().equals(left.currency()) && amount.isPositive() && amount.compareTo(left) <= 0;
        new FieldChecks().require(fits, "amount", REFUND_TOO_LARGE, left).refuseAs(REFUND_TOO_LARGE, left);
    }

    private static String key() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
