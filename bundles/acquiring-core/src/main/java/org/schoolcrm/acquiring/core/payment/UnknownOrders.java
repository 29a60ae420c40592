package org.schoolcrm.acquiring.core.payment;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.core.merchant.AcquirerRegistry;
import org.schoolcrm.acquiring.core.merchant.MerchantAccountRouter;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentOutcome.Status;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.runtime.api.Attention;
import org.schoolcrm.runtime.api.Attentions;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.spi.JobOutcome;

/**
 * Asks banks about orders that none of our attempts has, where the message of their money proves too little to hold it:
 * its signature pins neither sum nor number.
 */
public final class UnknownOrders implements JobHandler {

    private static final String KIND = "payment-unknown-order";
    private static final Duration ASKED_FOR = Duration.ofDays(30);
    private static final Duration OFTEN_FOR = Duration.ofDays(1);
    private static final Duration PAUSE = Duration.ofMinutes(30);
    private static final Duration LONG_PAUSE = Duration.ofHours(6);

    private final MerchantAccountRouter merchants;
    private final AcquirerRegistry acquirers;
    private final Settlement settlement;
    private final Attentions attentions;
    private final Transactions transactions;
    private final Clock clock;

    public UnknownOrders(
            MerchantAccountRouter merchants,
            AcquirerRegistry acquirers,
            Settlement settlement,
            Attentions attentions,
            Transactions transactions,
            Clock clock) {
        this.merchants = merchants;
        this.acquirers = acquirers;
        this.settlement = settlement;
        this.attentions = attentions;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Messages of one payment and one day are asked about together. */
    static JobId job(MerchantAccount account, ReportedOperation operation, Instant now) {
        var until = now.plus(ASKED_FOR).truncatedTo(ChronoUnit.DAYS);
        var number = URLEncoder.encode(operation.providerId(), StandardCharsets.UTF_8);
        return new JobId(KIND, account.id() + " " + until.getEpochSecond() + " " + number + " " + operation.orderId());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JobOutcome run(String key) {
        var parts = key.split(" ", 4);
        var account = merchants.account(new MerchantAccountId(Long.parseLong(parts[0])));
        var until = Instant.ofEpochSecond(Long.parseLong(parts[1]));
        var payment = new PaymentRef(parts[3], URLDecoder.decode(parts[2], StandardCharsets.UTF_8));
        return acquirers
                .breaker(account.id())
                .job(
                        () -> ask(account, payment, until),
                        () -> JobOutcome.again(clock.now().plus(Reconciler.BREAKER_IS_BUSY)));
    }

    private JobOutcome ask(MerchantAccount account, PaymentRef payment, Instant until) {
        var outcome = acquirers
                .adapter(account)
                .map(adapter -> ask(adapter, account, payment))
                .orElseGet(() -> PaymentOutcome.unknown("The bank's module is absent"));
        if (outcome.status() == Status.CAPTURED) {
            settlement.settle(List.of(PaymentReport.of(account, payment.orderId(), outcome)));
        }
        if (outcome.status() == Status.CAPTURED || outcome.status() == Status.DECLINED) {
            return JobOutcome.done();
        }
        var now = clock.now();
        if (now.isAfter(until)) {
            leaveToAPerson(account, payment.orderId());
            return JobOutcome.done();
        }
        boolean isFresh = now.isBefore(until.minus(ASKED_FOR).plus(OFTEN_FOR));
        return JobOutcome.again(now.plus(isFresh ? PAUSE : LONG_PAUSE));
    }

    /** Where a bank looks up no orders, its own number is left. */
    private static PaymentOutcome ask(Acquirer adapter, MerchantAccount account, PaymentRef payment) {
        var found = adapter.find(account, payment.orderId());
        boolean hasNumber =
                payment.providerId() != null && !payment.providerId().isEmpty();
        return found.status() == Status.UNKNOWN && hasNumber ? adapter.query(account, payment) : found;
    }

    private void leaveToAPerson(MerchantAccount account, String orderId) {
        transactions.run(() -> attentions.raise(new Attention(
                account.branch().value(),
                "payment.unanswered",
                "bank-order:" + orderId,
                "The bank told of money for an order that is none of ours, and does not say how much")));
    }
}
