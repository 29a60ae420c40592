package org.schoolcrm.acquiring.core;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.acquiring.api.Credit;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.PaymentReadiness;
import org.schoolcrm.acquiring.api.PaymentStart;
import org.schoolcrm.acquiring.core.merchant.MerchantAccountRouter;
import org.schoolcrm.acquiring.core.payment.PaymentStarter;
import org.schoolcrm.acquiring.core.payment.Reconciler;
import org.schoolcrm.acquiring.core.webhook.WebhookProcessor;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.PaymentLedger;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.WebhookReply;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/** What payers and banks do: a payment is started and followed, a webhook received. */
public final class PayerPayments implements Acquiring {

    private static final Duration RECENT = Duration.ofDays(8);
    private static final Duration BETWEEN_LOADS = Duration.ofSeconds(5);

    private final MerchantAccountRouter merchants;
    private final PaymentStarter starter;
    private final Reconciler reconciler;
    private final WebhookProcessor webhooks;
    private final AttemptStore attempts;
    private final PaymentLedger ledger;
    private final Transactions transactions;
    private final Clock clock;
    private final AtomicInteger webhooksInProgress = new AtomicInteger();

    public PayerPayments(
            MerchantAccountRouter merchants,
            PaymentStarter starter,
            Reconciler reconciler,
            WebhookProcessor webhooks,
            AttemptStore attempts,
            PaymentLedger ledger,
            Transactions transactions,
            Clock clock) {
        this.merchants = merchants;
        this.starter = starter;
        this.reconciler = reconciler;
        this.webhooks = webhooks;
        this.attempts = attempts;
        this.ledger = ledger;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public boolean isConnected(BranchId branch) {
        return merchants.isConnected(branch);
    }

    @Override
    public PaymentReadiness readiness(Invoice invoice) {
        return starter.readiness(invoice);
    }

    @Override
    public PaymentStart start(InvoiceId invoice, String returnTo) {
        return starter.start(invoice, returnTo);
    }

    @Override
    public Optional<PaymentAttempt> follow(InvoiceId invoice) {
        return attempts.latestOf(invoice)
                .map(attempt -> reconciler.mayStillChange(attempt) && mayAsk(attempt)
                        ? reconciler.queryIfOpen(attempt)
                        : attempt);
    }

    /** Whoever loads the page again and again would keep the bank from answering others. */
    private boolean mayAsk(PaymentAttempt attempt) {
        return transactions.inTransaction(() -> attempts.beginQuery(attempt.id(), clock.now(), BETWEEN_LOADS));
    }

    @Override
    public WebhookReply receive(String provider, String hookKey, RawWebhook webhook) {
        webhooksInProgress.incrementAndGet();
        try {
            return webhooks.receive(provider, hookKey, webhook);
        } finally {
            webhooksInProgress.decrementAndGet();
        }
    }

    @Override
    public boolean hasWebhooksInProgress() {
        return webhooksInProgress.get() > 0;
    }

    @Override
    public List<Credit> recentCredits(BranchId branch, Collection<CustomerId> customers) {
        return ledger.credits(branch, customers, clock.now().minus(RECENT));
    }
}
