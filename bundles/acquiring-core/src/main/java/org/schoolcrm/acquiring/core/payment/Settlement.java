package org.schoolcrm.acquiring.core.payment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.core.payment.ReportedOperation.Source;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentOutcome.Status;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.spi.WebhookInbox;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where what a bank says takes effect, whoever brings it: webhook, return page, reconciler or button.
 * What comes together is settled in one transaction, each step as one batch (ADR 0171). Safe to repeat: the inbox and
 * the ledger's unique key decide what is new.
 */
public final class Settlement {

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    /** Ten billion roubles or the like: no school is paid as much, and sums of it would not fit. */
    private static final long MOST_MINOR = 1_000_000_000_000L;

    private final AttemptStore attempts;
    private final Reversals reversals;
    private final ReceiptTracking receipts;
    private final ReportDeduplication deduplication;
    private final PaymentPosting posting;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Clock clock;

    public Settlement(
            AttemptStore attempts,
            Reversals reversals,
            ReceiptTracking receipts,
            WebhookInbox inbox,
            PaymentPosting posting,
            Transactions transactions,
            Jobs jobs,
            Clock clock) {
        this.attempts = attempts;
        this.reversals = reversals;
        this.receipts = receipts;
        this.deduplication = new ReportDeduplication(inbox, clock);
        this.posting = posting;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
    }

    /**
     * Settles reports in their order, all of them or none.
     *
     * @return what each bank is to be told, in the order of the reports
     */
    public List<Acknowledgement> settle(List<PaymentReport> reports) {
        return transactions.inTransaction(() -> apply(reports, SettlementBatch.lock(attempts, posting, reports)));
    }

    /** Settles the answer to a query about an attempt, and gives the attempt back as it is afterwards. */
    PaymentAttempt settle(MerchantAccount account, PaymentAttempt attempt, PaymentOutcome outcome) {
        var report = PaymentReport.of(account, attempt.orderId(), outcome);
        return transactions.inTransaction(() -> {
            var batch = SettlementBatch.lock(attempts, posting, List.of(report));
            apply(List.of(report), batch);
            return batch.attemptOf(report.operations().get(0)).orElseThrow();
        });
    }

    /** One operation that is still to take effect, and which of the reports it came with. */
    private record Step(int report, MerchantAccount account, ReportedOperation operation) {}

    private List<Acknowledgement> apply(List<PaymentReport> reports, SettlementBatch batch) {
        var duplicates = deduplication.keep(reports);
        var acknowledgements = new ArrayList<Acknowledgement>();
        var steps = new ArrayList<Step>();
        for (var report : reports) {
            int place = acknowledgements.size();
            boolean duplicate = duplicates.get(place);
            acknowledgements.add(duplicate ? Acknowledgement.DUPLICATE : Acknowledgement.IGNORED);
            report.operations().stream()
                    .filter(operation -> !duplicate || operation.mayTellMoreThanBefore())
                    .forEach(operation -> steps.add(new Step(place, report.account(), operation)));
        }
        for (List<Step> left = steps; !left.isEmpty(); ) {
            left = round(left, batch, acknowledgements);
        }
        return acknowledgements;
    }

    /**
     * Applies the first of the steps of each invoice and writes them together.
     *
     * @param acknowledgements by report; of several operations the first that we follow decides what the bank is told
     * @return the steps that are left
     */
    private List<Step> round(List<Step> steps, SettlementBatch batch, List<Acknowledgement> acknowledgements) {
        var invoices = new HashSet<InvoiceId>();
        var left = new ArrayList<Step>();
        for (var step : steps) {
            var attempt = batch.attemptOf(step.operation());
            if (attempt.isPresent() && !invoices.add(attempt.get().invoice())) {
                left.add(step);
                continue;
            }
            var effect = effect(step.account(), step.operation(), attempt, batch);
            if (acknowledgements.get(step.report()) == Acknowledgement.IGNORED) {
                acknowledgements.set(step.report(), effect);
            }
        }
        batch.write();
        return left;
    }

    /** All conditions on which a report takes effect stand here and in the two steps below. */
    private Acknowledgement effect(
            MerchantAccount account,
            ReportedOperation operation,
            Optional<PaymentAttempt> attempt,
            SettlementBatch batch) {
        return switch (operation.kind()) {
            case BINDING, OTHER -> Acknowledgement.IGNORED;
            case RECEIPT, RECEIPT_FAILED, REFUND_RECEIPT, REFUND_RECEIPT_FAILED ->
                receipt(account, operation, attempt, batch);
            case DISPUTE -> dispute(account, operation);
            case PAYMENT, REFUND, REFUND_FAILED -> {
                if (operation.isHint()) {
                    attempt.filter(known -> operation.source() == Source.HINT)
                            .filter(known -> operation.event().stage() == Stage.PARTIALLY_REFUNDED)
                            .ifPresent(known -> reversals.refundedInPart(account, known, operation, clock.now()));
                    yield query(attempt);
                }
                if (attempt.isEmpty() || operation.event().live() != account.live()) {
                    yield unallocated(account, operation);
                }
                yield switch (operation.kind()) {
                    case REFUND -> refund(account, attempt.get(), operation);
                    case REFUND_FAILED -> refundFailed(account, attempt.get(), operation);
                    default -> payment(account, attempt.get(), operation, batch);
                };
            }
        };
    }

    private Acknowledgement payment(
            MerchantAccount account, PaymentAttempt attempt, ReportedOperation operation, SettlementBatch batch) {
        var money = operation.captured();
        if (money != null && !isInCurrencyOf(attempt, money)) {
            return unallocated(account, operation);
        }
        if (operation.contradicts(attempt)) {
            return query(Optional.of(attempt));
        }
        if (money != null && money.minor() > MOST_MINOR) {
            return implausible(account, attempt, operation, money);
        }
        if (attempt.status() == AttemptStatus.CAPTURED && operation.status() == Status.DECLINED) {
            return ended(account, attempt, operation);
        }
        var proven = operation.providerId().isEmpty() ? null : money;
        if (operation.status() == Status.CAPTURED && proven == null && operation.source() != Source.ANSWER) {
            return query(Optional.of(attempt));
        }
        var applied = applied(attempt, operation);
        batch.change(operation, attempt, applied);
        if (attempt.status() == AttemptStatus.DECLINED
                && applied.status() == AttemptStatus.CAPTURED
                && operation.source() != Source.ANSWER) {
            query(Optional.of(attempt));
        }
        if (proven != null) {
            batch.capture(account, applied, operation, proven);
            var refunded = operation.refundedTotal();
            if (operation.event().stage() == Stage.REFUNDED) {
                batch.refundAll(account, applied, operation.providerId(), operation.detail());
            } else if (refunded != null) {
                batch.refundTotal(account, applied, refunded, operation.detail());
            }
        }
        if (operation.event().stage() == Stage.PARTIALLY_REFUNDED && operation.refundedTotal() == null) {
            reversals.refundedInPart(account, attempt, operation, clock.now());
        }
        var alias = operation.event().alias();
        if (alias != null) {
            attempts.addAlias(account.id(), alias, attempt.id());
        }
        return Acknowledgement.ACCEPTED;
    }

    /** Nobody takes a message's word for such a sum; if the bank repeats it when asked, a person looks. */
    private Acknowledgement implausible(
            MerchantAccount account, PaymentAttempt attempt, ReportedOperation operation, Money money) {
        if (operation.source() != Source.ANSWER) {
            return query(Optional.of(attempt));
        }
        reversals.implausible(account, attempt, money);
        return Acknowledgement.ACCEPTED;
    }

    /** A paid payment that is over without its money: what a message says so is asked about, unless it is a reversal. */
    private Acknowledgement ended(MerchantAccount account, PaymentAttempt attempt, ReportedOperation operation) {
        if (operation.event().stage() == Stage.REVERSED) {
            reversals.reverse(account, attempt, operation);
        } else if (operation.source() == Source.ANSWER) {
            reversals.endedWithoutMoney(account, attempt, operation);
        } else {
            return query(Optional.of(attempt));
        }
        return Acknowledgement.ACCEPTED;
    }

    /** A refund of a payment that we have not heard of makes us query the payment too. */
    private Acknowledgement refund(MerchantAccount account, PaymentAttempt attempt, ReportedOperation operation) {
        var amount = operation.event().amountIn(attempt.amount().currency());
        if (amount == null || !isInCurrencyOf(attempt, amount) || amount.minor() > MOST_MINOR) {
            return query(Optional.of(attempt));
        }
        reversals.refund(account, attempt, operation, amount);
        return attempt.status() == AttemptStatus.CAPTURED ? Acknowledgement.ACCEPTED : query(Optional.of(attempt));
    }

    private Acknowledgement refundFailed(MerchantAccount account, PaymentAttempt attempt, ReportedOperation operation) {
        return reversals.refundFailed(account, attempt, operation)
                ? Acknowledgement.ACCEPTED
                : query(Optional.of(attempt));
    }

    private Acknowledgement query(Optional<PaymentAttempt> attempt) {
        attempt.ifPresent(known -> jobs.schedule(Reconciler.job(known, clock.now()), clock.now()));
        return attempt.isPresent() ? Acknowledgement.ACCEPTED : Acknowledgement.UNKNOWN_PAYMENT;
    }

    /** Money that exists is never refused, but nobody's account is credited by guessing, and nothing is held unproven. */
    private Acknowledgement unallocated(MerchantAccount account, ReportedOperation operation) {
        var money = operation.captured();
        if (money != null && money.minor() > MOST_MINOR) {
            reversals.implausible(account, operation, money);
        } else if (money != null && operation.mayBeBent()) {
            jobs.schedule(UnknownOrders.job(account, operation, clock.now()), clock.now());
        } else if (money != null) {
            LOG.warn("Payment {} is unallocated on merchant account {}", operation.number(), account.id());
            posting.recordUnallocated(account, operation, money);
        }
        return Acknowledgement.UNKNOWN_PAYMENT;
    }

    /** What anybody may have sent troubles nobody, and no bank can be asked about a receipt. */
    private Acknowledgement receipt(
            MerchantAccount account,
            ReportedOperation operation,
            Optional<PaymentAttempt> attempt,
            SettlementBatch batch) {
        if (attempt.isEmpty() || operation.isHint() || operation.event().live() != account.live()) {
            return Acknowledgement.IGNORED;
        }
        batch.change(operation, attempt.get(), receipts.apply(account, attempt.get(), operation));
        return Acknowledgement.ACCEPTED;
    }

    private Acknowledgement dispute(MerchantAccount account, ReportedOperation operation) {
        reversals.disputed(account, SettlementBatch.find(attempts, account, operation), operation);
        return Acknowledgement.ACCEPTED;
    }

    /** What was known and is not in the report stays. */
    private static PaymentAttempt applied(PaymentAttempt attempt, ReportedOperation operation) {
        var status = switch (operation.status()) {
            case CAPTURED -> AttemptStatus.CAPTURED;
            case PENDING -> AttemptStatus.PENDING;
            case DECLINED -> AttemptStatus.DECLINED;
            case NOT_SENT -> attempt.status();
            case UNKNOWN -> AttemptStatus.UNKNOWN;
        };
        var providerId = operation.providerId().isEmpty() ? null : operation.providerId();
        return attempt.apply(status, providerId, operation.form(), operation.detail());
    }

    private static boolean isInCurrencyOf(PaymentAttempt attempt, Money money) {
        return money.currency().equals(attempt.amount().currency());
    }
}
