package org.schoolcrm.acquiring.core.payment;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.RefundStatus;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentOutcome.Status;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.RefundStore;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where what a bank says takes effect, whoever brings the news: webhook, return page, reconciler or
 * button. Safe to repeat: the ledger's unique key decides what is new.
 */
public final class Settlement {

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final AttemptStore attempts;
    private final RefundStore refunds;
    private final PaymentPosting book;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Clock clock;

    public Settlement(
            AttemptStore attempts,
            RefundStore refunds,
            PaymentPosting book,
            Transactions transactions,
            Jobs jobs,
            Clock clock) {
        this.attempts = attempts;
        this.refunds = refunds;
        this.book = book;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
    }

    /**
     * Takes in an event of a webhook, whose order may or may not be one of ours.
     *
     * @param trusted whether the call proves what it says; otherwise the bank is asked
     */
    public Acknowledgement apply(MerchantAccount account, ProviderEvent event, boolean trusted) {
        return transactions.inTransaction(() -> {
            var attempt = attemptOf(account, event);
            return switch (event.kind()) {
                case RECEIPT, BINDING, OTHER -> Acknowledgement.IGNORED;
                case DISPUTE -> dispute(account, event);
                case PAYMENT, REFUND ->
                    !trusted || event.hintOnly()
                            ? ask(attempt)
                            : attempt.isPresent() && event.live() == account.live()
                                    ? takeIn(account, attempt.get(), event)
                                    : foreign(account, event);
            };
        });
    }

    /** Takes in the answer to a question about an attempt of ours. */
    public PaymentAttempt apply(MerchantAccount account, PaymentAttempt attempt, PaymentOutcome outcome) {
        return transactions.inTransaction(() -> {
            var id = outcome.providerId();
            var captured = outcome.captured();
            var live = outcome.live();
            if (live != null && live != account.live()) {
                if (captured != null && id != null) {
                    book.hold(account, id, attempt.orderId(), captured, "other mode: " + outcome.detail());
                }
                return attempt;
            }
            if (captured != null && !isOurCurrency(attempt, captured)) {
                book.hold(account, id == null ? attempt.orderId() : id, attempt.orderId(), captured, outcome.detail());
                return attempt;
            }
            var heard = hear(attempt, outcome.status(), id, outcome.payAt(), outcome.detail());
            if (outcome.status() == Status.CAPTURED && captured != null && id != null) {
                book.credit(account, heard, id, captured, outcome.detail());
                var refunded = outcome.refunded();
                if (refunded != null) {
                    book.refundedInAll(account, heard, refunded, outcome.detail());
                }
            }
            return heard;
        });
    }

    private Acknowledgement takeIn(MerchantAccount account, PaymentAttempt attempt, ProviderEvent event) {
        if (event.kind() == ProviderEvent.Kind.REFUND) {
            return takeBack(account, attempt, event);
        }
        var money = event.status() == Status.CAPTURED ? event.amount() : null;
        if (money != null && !isOurCurrency(attempt, money)) {
            return foreign(account, event);
        }
        if (event.status() == Status.CAPTURED && money == null) {
            return ask(Optional.of(attempt));
        }
        var heard = hear(attempt, event.status(), event.providerId(), null, event.detail());
        if (money != null) {
            book.credit(account, heard, event.providerId(), money, event.detail());
        }
        return Acknowledgement.ACCEPTED;
    }

    /** A refund of a payment that we have not heard of makes us ask for the payment too. */
    private Acknowledgement takeBack(MerchantAccount account, PaymentAttempt attempt, ProviderEvent event) {
        var amount = event.amount();
        if (amount == null || !isOurCurrency(attempt, amount)) {
            return ask(Optional.of(attempt));
        }
        var locked = attempts.change(attempt.id(), was -> was).orElseThrow();
        book.refundedByNumber(account, locked, event.operationId(), amount, event.detail());
        settleRefund(locked, event.operationId(), amount, event.detail());
        return locked.status() == AttemptStatus.CAPTURED ? Acknowledgement.ACCEPTED : ask(Optional.of(locked));
    }

    /** A refund of ours whose answer was lost is known by its amount, because there is but one open at a time. */
    private void settleRefund(PaymentAttempt attempt, String number, Money amount, String words) {
        refunds.of(attempt.id()).stream()
                .filter(refund -> refund.status().isOpen() && refund.amount().equals(amount))
                .forEach(refund -> refunds.change(refund.id(), was -> was.hear(RefundStatus.DONE, number, words)));
    }

    private Acknowledgement ask(Optional<PaymentAttempt> attempt) {
        attempt.ifPresent(known -> jobs.schedule(Reconciler.job(known.id()), clock.now()));
        return attempt.isPresent() ? Acknowledgement.ACCEPTED : Acknowledgement.UNKNOWN_PAYMENT;
    }

    /** Money that exists is never refused, but nobody's account is credited by guessing. */
    private Acknowledgement foreign(MerchantAccount account, ProviderEvent event) {
        var money = event.amount();
        if (event.kind() == ProviderEvent.Kind.PAYMENT && event.status() == Status.CAPTURED && money != null) {
            LOG.warn("Money of payment {} is unassigned on merchant account {}", event.providerId(), account.id());
            book.hold(account, event.providerId(), event.orderId(), money, event.detail());
        }
        return Acknowledgement.UNKNOWN_PAYMENT;
    }

    private static Acknowledgement dispute(MerchantAccount account, ProviderEvent event) {
        LOG.warn("Payment {} on merchant account {} is disputed", event.providerId(), account.id());
        return Acknowledgement.IGNORED;
    }

    private Optional<PaymentAttempt> attemptOf(MerchantAccount account, ProviderEvent event) {
        var byOrder = event.orderId().isEmpty()
                ? Optional.<PaymentAttempt>empty()
                : attempts.findByOrder(account.id(), event.orderId());
        return byOrder.isPresent() || event.providerId().isEmpty()
                ? byOrder
                : attempts.findByProvider(account.id(), event.providerId())
                        .filter(found -> event.orderId().isEmpty());
    }

    private PaymentAttempt hear(
            PaymentAttempt attempt, Status status, @Nullable String bankId, @Nullable URI form, String words) {
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

    private static boolean isOurCurrency(PaymentAttempt attempt, Money money) {
        return money.currency().equals(attempt.amount().currency());
    }
}
