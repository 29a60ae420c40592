package org.schoolcrm.acquiring.core.payment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.RefundStatus;
import org.schoolcrm.acquiring.core.payment.ReportedOperation.Source;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentOutcome.Status;
import org.schoolcrm.acquiring.spi.ProviderEvent.Kind;
import org.schoolcrm.acquiring.spi.RefundStore;
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

    private final AttemptStore attempts;
    private final RefundStore refunds;
    private final ReportDeduplication deduplication;
    private final PaymentPosting posting;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Clock clock;

    public Settlement(
            AttemptStore attempts,
            RefundStore refunds,
            WebhookInbox inbox,
            PaymentPosting posting,
            Transactions transactions,
            Jobs jobs,
            Clock clock) {
        this.attempts = attempts;
        this.refunds = refunds;
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
        var report = PaymentReport.of(account, attempt, outcome);
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
            case RECEIPT, BINDING, OTHER -> Acknowledgement.IGNORED;
            case DISPUTE -> dispute(account, operation);
            case PAYMENT, REFUND -> {
                if (operation.isHint()) {
                    yield query(attempt);
                }
                if (attempt.isEmpty() || operation.live() != account.live()) {
                    yield unallocated(account, operation);
                }
                yield operation.kind() == Kind.REFUND
                        ? refund(account, attempt.get(), operation)
                        : payment(account, attempt.get(), operation, batch);
            }
        };
    }

    private Acknowledgement payment(
            MerchantAccount account, PaymentAttempt attempt, ReportedOperation operation, SettlementBatch batch) {
        var money = operation.captured();
        if (money != null && !isInCurrencyOf(attempt, money)) {
            return unallocated(account, operation);
        }
        var proven = operation.providerId().isEmpty() ? null : money;
        if (operation.status() == Status.CAPTURED && proven == null && operation.source() != Source.ANSWER) {
            return query(Optional.of(attempt));
        }
        var applied = applied(attempt, operation);
        batch.change(operation, attempt, applied);
        if (proven != null) {
            batch.capture(account, applied, operation, proven);
            var refunded = operation.refundedTotal();
            if (refunded != null) {
                batch.refundTotal(account, applied, refunded, operation.detail());
            }
        }
        return Acknowledgement.ACCEPTED;
    }

    /** A refund of a payment that we have not heard of makes us query the payment too. */
    private Acknowledgement refund(MerchantAccount account, PaymentAttempt attempt, ReportedOperation operation) {
        var amount = operation.amount();
        if (amount == null || !isInCurrencyOf(attempt, amount)) {
            return query(Optional.of(attempt));
        }
        posting.recordRefund(account, attempt, operation.operationId(), amount, operation.detail());
        closeRefund(attempt, operation.operationId(), amount, operation.detail());
        return attempt.status() == AttemptStatus.CAPTURED ? Acknowledgement.ACCEPTED : query(Optional.of(attempt));
    }

    /** A refund of ours whose answer was lost is known by its amount, because there is but one open at a time. */
    private void closeRefund(PaymentAttempt attempt, String number, Money amount, String detail) {
        refunds.of(attempt.id()).stream()
                .filter(refund -> refund.status().isOpen() && refund.amount().equals(amount))
                .forEach(refund -> refunds.change(refund.id(), was -> was.apply(RefundStatus.DONE, number, detail)));
    }

    private Acknowledgement query(Optional<PaymentAttempt> attempt) {
        attempt.ifPresent(known -> jobs.schedule(Reconciler.job(known.id()), clock.now()));
        return attempt.isPresent() ? Acknowledgement.ACCEPTED : Acknowledgement.UNKNOWN_PAYMENT;
    }

    /** Money that exists is never refused, but nobody's account is credited by guessing. */
    private Acknowledgement unallocated(MerchantAccount account, ReportedOperation operation) {
        var money = operation.captured();
        if (money != null) {
            LOG.warn("Payment {} is unallocated on merchant account {}", operation.number(), account.id());
            var detail = operation.live() == account.live() ? operation.detail() : "other mode: " + operation.detail();
            posting.recordUnallocated(account, operation.number(), operation.orderId(), money, detail);
        }
        return Acknowledgement.UNKNOWN_PAYMENT;
    }

    private static Acknowledgement dispute(MerchantAccount account, ReportedOperation operation) {
        LOG.warn("Payment {} on merchant account {} is disputed", operation.number(), account.id());
        return Acknowledgement.IGNORED;
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
