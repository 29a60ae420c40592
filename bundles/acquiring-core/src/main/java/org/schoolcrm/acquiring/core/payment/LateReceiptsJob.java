package org.schoolcrm.acquiring.core.payment;

import java.time.Duration;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.RefundId;
import org.schoolcrm.acquiring.core.merchant.MerchantAccountRouter;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.LateReceipts;
import org.schoolcrm.acquiring.spi.RefundStore;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.RecurringJob;

/** Leaves receipts to a person that a bank was to print and has not told of, each once. */
public final class LateReceiptsJob extends RecurringJob {

    private static final String KIND = "payment-receipts";
    private static final Duration PERIOD = Duration.ofMinutes(15);

    /** Of payments that are not made face to face the law wants the receipt by the next working day (54-ФЗ 1.2, 5.3). */
    static final Duration BOUND = Duration.ofDays(1);

    private static final int PAGE = 100;

    private final AttemptStore attempts;
    private final RefundStore refunds;
    private final LateReceipts late;
    private final MerchantAccountRouter merchants;
    private final ReceiptTracking receipts;
    private final Transactions transactions;
    private final Clock clock;

    public LateReceiptsJob(
            AttemptStore attempts,
            RefundStore refunds,
            LateReceipts late,
            MerchantAccountRouter merchants,
            ReceiptTracking receipts,
            Transactions transactions,
            Jobs jobs,
            Clock clock) {
        super(KIND, PERIOD, transactions, jobs, clock);
        this.attempts = attempts;
        this.refunds = refunds;
        this.late = late;
        this.merchants = merchants;
        this.receipts = receipts;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    protected boolean runOnce() {
        var before = clock.now().minus(BOUND);
        var payments = transactions.inTransaction(() -> late.ofPayments(before, PAGE));
        payments.forEach(id -> transactions.run(() -> note(id)));
        var sentBack = transactions.inTransaction(() -> late.ofRefunds(before, PAGE));
        sentBack.forEach(id -> transactions.run(() -> note(id)));
        return payments.size() == PAGE || sentBack.size() == PAGE;
    }

    private void note(AttemptId id) {
        attempts.change(id, attempt -> receipts.late(merchants.account(attempt.account()), attempt));
    }

    private void note(RefundId id) {
        var attempt = attempts.change(refunds.find(id).orElseThrow().attempt(), was -> was)
                .orElseThrow();
        refunds.find(id).ifPresent(refund -> receipts.late(merchants.account(attempt.account()), refund));
    }
}
