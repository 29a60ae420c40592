package org.schoolcrm.acquiring.core;

import java.net.URI;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.PaymentLedger;
import org.schoolcrm.acquiring.spi.PaymentLedger.BankOperation;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.Receipt;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.host.spi.Posting;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;

/**
 * The one place where what a bank says takes effect, whoever brings the news: webhook, return page, reconciler or
 * button. Safe to repeat: the ledger's unique key decides what is new.
 */
public final class Settlement {

    private final AttemptStore attempts;
    private final PaymentLedger ledger;
    private final Billing billing;
    private final Branches branches;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Clock clock;

    public Settlement(
            AttemptStore attempts,
            PaymentLedger ledger,
            Billing billing,
            Branches branches,
            Transactions transactions,
            Jobs jobs,
            Clock clock) {
        this.attempts = attempts;
        this.ledger = ledger;
        this.billing = billing;
        this.branches = branches;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Takes in an event of a webhook, whose order may or may not be one of ours. */
    void apply(MerchantAccount account, ProviderEvent event) {
        transactions.run(() -> {
            var attempt = attempts.findByOrder(account.id(), event.orderId());
            if (attempt.isPresent() && event.live() == account.live()) {
                apply(account, attempt.get(), event);
            } else if (event.status() == PaymentOutcome.Status.CAPTURED && event.amount() != null) {
                hold(account, event, event.amount());
            }
        });
    }

    /** Takes in the answer to a question about an attempt of ours. */
    PaymentAttempt apply(MerchantAccount account, PaymentAttempt attempt, PaymentOutcome outcome) {
        return transactions.inTransaction(() -> {
            var heard = hear(attempt, outcome.status(), outcome.providerId(), outcome.payAt(), outcome.detail());
            if (outcome.status() == PaymentOutcome.Status.CAPTURED
                    && outcome.captured() != null
                    && outcome.providerId() != null) {
                book(account, heard, outcome.providerId(), outcome.providerId(), outcome.captured(), outcome.detail());
            }
            return heard;
        });
    }

    private void apply(MerchantAccount account, PaymentAttempt attempt, ProviderEvent event) {
        var money = event.status() == PaymentOutcome.Status.CAPTURED ? event.amount() : null;
        if (money != null && !money.currency().equals(attempt.amount().currency())) {
            hold(account, event, money);
            return;
        }
        var heard = hear(attempt, event.status(), event.providerId(), null, event.detail());
        if (money != null) {
            book(account, heard, event.providerId(), event.operationId(), money, event.detail());
        }
    }

    private PaymentAttempt hear(
            PaymentAttempt attempt,
            PaymentOutcome.Status status,
            @Nullable String bankId,
            @Nullable URI form,
            String words) {
        var news = switch (status) {
            case CAPTURED -> AttemptStatus.CAPTURED;
            case PENDING -> AttemptStatus.PENDING;
            case DECLINED -> AttemptStatus.DECLINED;
            case NOT_SENT -> attempt.status();
            case UNKNOWN -> AttemptStatus.UNKNOWN;
        };
        return attempts.change(attempt.id(), was -> was.hear(news, bankId, form, words))
                .orElseThrow();
    }

    private void book(
            MerchantAccount account,
            PaymentAttempt attempt,
            String providerId,
            String operationId,
            Money money,
            String detail) {
        var now = clock.now();
        var operation = new BankOperation(
                ledger.newId(),
                account.branch(),
                account.id(),
                providerId,
                BankOperation.Kind.PAYMENT,
                operationId,
                money,
                attempt.id(),
                attempt.invoice(),
                detail,
                now);
        if (!ledger.enter(operation)) {
            return;
        }
        var zone = branches.find(account.branch()).orElseThrow().zone();
        var receipt = new Receipt(money, LocalDate.ofInstant(now, zone));
        var invoice = billing.book(attempt.invoice(), receipt, Actor.bank(account.provider()));
        post(operation.id(), invoice, money);
    }

    private void post(PaymentId payment, Invoice invoice, Money money) {
        ledger.queue(new Posting(
                payment,
                invoice.branch(),
                invoice.customer(),
                invoice.account(),
                money,
                clock.now(),
                invoice.number()));
        jobs.schedule(new JobId(PostingQueue.KIND, payment.toString()), clock.now());
    }

    /** Money that exists is never refused, but nobody's account is credited by guessing. */
    private void hold(MerchantAccount account, ProviderEvent event, Money money) {
        ledger.enter(new BankOperation(
                ledger.newId(),
                account.branch(),
                account.id(),
                event.providerId(),
                BankOperation.Kind.PAYMENT,
                event.operationId(),
                money,
                null,
                null,
                "order " + event.orderId() + ": " + event.detail(),
                clock.now()));
    }
}
