package org.schoolcrm.acquiring.core.webhook;

import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.PreCheck;
import org.schoolcrm.acquiring.spi.PreCheck.Verdict;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.Payability;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.runtime.api.Clock;

/** Answers a bank that asks before it takes money. */
public final class PreChecks {

    private final AttemptStore attempts;
    private final Billing billing;
    private final Branches branches;
    private final Clock clock;

    public PreChecks(AttemptStore attempts, Billing billing, Branches branches, Clock clock) {
        this.attempts = attempts;
        this.billing = billing;
        this.branches = branches;
        this.clock = clock;
    }

    Verdict verdict(MerchantAccount account, PreCheck question) {
        return attempts.findByOrder(account.id(), question.orderId())
                .map(attempt -> verdict(attempt, question))
                .orElse(Verdict.UNKNOWN_ORDER);
    }

    private Verdict verdict(PaymentAttempt attempt, PreCheck question) {
        if (!attempt.amount().equals(question.amount())) {
            return Verdict.WRONG_AMOUNT;
        }
        if (!clock.now().isBefore(attempt.validUntil())) {
            return Verdict.EXPIRED;
        }
        var invoice = billing.find(attempt.invoice()).orElseThrow();
        var zone = branches.find(invoice.branch()).orElseThrow().zone();
        return invoice.payability(clock.today(zone)) == Payability.PAYABLE ? Verdict.GO_ON : Verdict.CANNOT_ACCEPT;
    }
}
