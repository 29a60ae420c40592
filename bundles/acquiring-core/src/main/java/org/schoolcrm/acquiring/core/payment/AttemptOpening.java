package org.schoolcrm.acquiring.core.payment;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.Payability;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;

/**
 * Opens payment attempts: one at a time for an invoice, as a row of our own before the bank hears of it.
 */
public final class AttemptOpening {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration FORM_LIVES = Duration.ofMinutes(30);
    private static final Duration CALL_MAY_TAKE = Duration.ofMinutes(1);

    private final Billing billing;
    private final Branches branches;
    private final AttemptStore attempts;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Clock clock;

    public AttemptOpening(
            Billing billing,
            Branches branches,
            AttemptStore attempts,
            Transactions transactions,
            Jobs jobs,
            Clock clock) {
        this.billing = billing;
        this.branches = branches;
        this.attempts = attempts;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
    }

    boolean isPayable(Invoice invoice) {
        return invoice.payability(clock.today(zone(invoice))) == Payability.PAYABLE;
    }

    /**
     * The open form if there is one, a new attempt if there is none; nothing while another click is in progress, or once
     * somebody has paid what the caller still saw as due.
     */
    Optional<PaymentAttempt> open(Invoice invoice, MerchantAccount account, Acquirer adapter) {
        return transactions.inTransaction(() -> openLocked(invoice, account, adapter));
    }

    private Optional<PaymentAttempt> openLocked(Invoice invoice, MerchantAccount account, Acquirer adapter) {
        billing.lockCustomers(invoice.branch(), List.of(invoice.customer()));
        var now = clock.now();
        var current = billing.find(invoice.id()).orElseThrow();
        var due = current.stillDue();
        if (!isPayable(current) || !due.isPositive()) {
            return Optional.empty();
        }
        var latest = attempts.latestOf(invoice.id());
        if (latest.isPresent()
                && latest.get().isUsable(now)
                && latest.get().account().equals(account.id())
                && latest.get().amount().equals(due)) {
            return latest;
        }
        if (latest.isPresent() && isInProgress(latest.get(), now)) {
            return Optional.empty();
        }
        var id = attempts.newId();
        var attempt = new PaymentAttempt(
                id,
                account.id(),
                invoice.id(),
                adapter.profile().can(Capability.NUMERIC_ORDER_ID) ? id.toString() : orderId(),
                due,
                AttemptStatus.INTENT,
                null,
                null,
                "",
                now,
                closes(invoice, now),
                ReceiptTracking.awaited(account, adapter.profile()));
        attempts.add(attempt);
        jobs.schedule(Reconciler.job(attempt.id()), now.plus(CALL_MAY_TAKE));
        return Optional.of(attempt);
    }

    private static boolean isInProgress(PaymentAttempt attempt, Instant now) {
        return attempt.status() == AttemptStatus.INTENT
                && now.isBefore(attempt.startedAt().plus(CALL_MAY_TAKE));
    }

    /** The bank's form ends with the invoice's term, so that late money is the exception. */
    private Instant closes(Invoice invoice, Instant now) {
        var usual = now.plus(FORM_LIVES);
        var lastDay = invoice.term().until();
        if (lastDay == null) {
            return usual;
        }
        var over = lastDay.plusDays(1).atStartOfDay(zone(invoice)).toInstant();
        return over.isBefore(usual) ? over : usual;
    }

    private ZoneId zone(Invoice invoice) {
        return branches.find(invoice.branch()).orElseThrow().zone();
    }

    private static String orderId() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
