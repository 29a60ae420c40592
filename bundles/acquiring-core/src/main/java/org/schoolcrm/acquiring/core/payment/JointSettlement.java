package org.schoolcrm.acquiring.core.payment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.core.webhook.GroupCommit;
import org.schoolcrm.acquiring.spi.Acknowledgement;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.AttemptStore.Order;
import org.schoolcrm.acquiring.spi.PaymentOutcome.Status;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.WebhookInbox;
import org.schoolcrm.acquiring.spi.WebhookInbox.State;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/**
 * Settles what nearly all calls of banks tell of, a payment of an order of ours, together with the other calls of the
 * same moment: one transaction keeps the calls, hears the attempts, books the money and queues the credits, each step
 * as one batch (ADR 0171). What is not that simple is left to {@link Settlement}.
 */
public final class JointSettlement {

    private static final int SEATS = 32;

    private final AttemptStore attempts;
    private final WebhookInbox inbox;
    private final PaymentPosting book;
    private final Transactions transactions;
    private final Clock clock;
    private final GroupCommit<Told, Optional<Acknowledgement>> convoy = new GroupCommit<>(SEATS, this::settleAll);

    public JointSettlement(
            AttemptStore attempts, WebhookInbox inbox, PaymentPosting book, Transactions transactions, Clock clock) {
        this.attempts = attempts;
        this.inbox = inbox;
        this.book = book;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A call that proves that money came for an order. */
    public record Told(MerchantAccount account, RawWebhook webhook, ProviderEvent event, Money money) {

        Order order() {
            return new Order(account.id(), event.orderId());
        }

        WebhookInbox.Call call() {
            return new WebhookInbox.Call(account.id(), webhook);
        }

        PaymentAttempt heardBy(PaymentAttempt attempt) {
            return attempt.hear(AttemptStatus.CAPTURED, event.providerId(), null, event.detail());
        }
    }

    /**
     * Settles the call before it returns, in no transaction of the caller.
     *
     * @param events what a verified call tells of
     * @return nothing if the call is not that simple; then nothing was kept or done
     */
    public Optional<Acknowledgement> settle(MerchantAccount account, RawWebhook webhook, List<ProviderEvent> events) {
        return told(account, webhook, events).flatMap(convoy::take);
    }

    public static Optional<Told> told(MerchantAccount account, RawWebhook webhook, List<ProviderEvent> events) {
        if (events.size() != 1) {
            return Optional.empty();
        }
        var event = events.get(0);
        boolean simple = event.kind() == ProviderEvent.Kind.PAYMENT
                && event.status() == Status.CAPTURED
                && !event.hintOnly()
                && event.live() == account.live()
                && !event.orderId().isEmpty();
        return Optional.ofNullable(event.amount())
                .filter(money -> simple)
                .map(money -> new Told(account, webhook, event, money));
    }

    public List<Optional<Acknowledgement>> settleAll(List<Told> all) {
        return transactions.inTransaction(() -> {
            var ours = ours(all);
            var kept = inbox.keepAll(ours.keySet().stream().map(Told::call).toList(), State.PROCESSED);
            var results = new IdentityHashMap<Told, Acknowledgement>();
            var fresh = new LinkedHashMap<Told, PaymentAttempt>();
            int place = 0;
            for (var one : ours.entrySet()) {
                var was = kept.get(place++);
                boolean known = !was.isNew() && was.state() == State.PROCESSED;
                results.put(one.getKey(), known ? Acknowledgement.DUPLICATE : Acknowledgement.ACCEPTED);
                if (!known) {
                    fresh.put(one.getKey(), one.getValue());
                }
                if (!known && !was.isNew()) {
                    inbox.done(was.id(), State.PROCESSED, clock.now());
                }
            }
            takeIn(fresh);
            return all.stream()
                    .map(told -> Optional.ofNullable(results.get(told)))
                    .toList();
        });
    }

    /** Those with an attempt in the same money, now locked; one for each order and each invoice, so that steps do not meet. */
    private Map<Told, PaymentAttempt> ours(List<Told> all) {
        var locked = attempts.lockAll(all.stream().map(Told::order).distinct().toList());
        var ours = new LinkedHashMap<Told, PaymentAttempt>();
        var invoices = new HashSet<>();
        for (var told : all) {
            var attempt = locked.get(told.order());
            if (attempt != null
                    && attempt.amount().currency().equals(told.money().currency())
                    && invoices.add(attempt.invoice())) {
                ours.put(told, attempt);
            }
        }
        return ours;
    }

    private void takeIn(Map<Told, PaymentAttempt> fresh) {
        var changed = new ArrayList<PaymentAttempt>();
        var receipts = new ArrayList<PaymentPosting.Taking>();
        fresh.forEach((told, attempt) -> {
            var heard = told.heardBy(attempt);
            if (!heard.equals(attempt)) {
                changed.add(heard);
            }
            receipts.add(new PaymentPosting.Taking(
                    told.account(),
                    heard,
                    told.event().providerId(),
                    told.money(),
                    told.event().detail()));
        });
        attempts.saveAll(changed);
        book.creditAll(receipts);
    }
}
