package org.schoolcrm.forecast.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.acquiring.api.Credit;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.PaymentReadiness;
import org.schoolcrm.acquiring.api.PaymentStart;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.WebhookReply;

/** Online payment that has brought some credits, and counts the questions about them. */
final class FakeBank implements Acquiring {

    private final List<Credit> credits = new ArrayList<>();
    private int questions;

    void add(Credit credit) {
        credits.add(credit);
    }

    int questions() {
        return questions;
    }

    @Override
    public List<Credit> recentCredits(BranchId branch, Collection<CustomerId> customers) {
        questions++;
        return credits.stream()
                .filter(credit -> customers.contains(credit.customer()))
                .toList();
    }

    @Override
    public boolean isConnected(BranchId branch) {
        return true;
    }

    @Override
    public boolean hasWebhooksInProgress() {
        return false;
    }

    @Override
    public PaymentReadiness readiness(Invoice invoice) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PaymentStart start(InvoiceId invoice, String returnTo) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<PaymentAttempt> follow(InvoiceId invoice) {
        throw new UnsupportedOperationException();
    }

    @Override
    public WebhookReply receive(String provider, String hookKey, RawWebhook webhook) {
        throw new UnsupportedOperationException();
    }
}
