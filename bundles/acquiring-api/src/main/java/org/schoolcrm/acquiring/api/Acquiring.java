package org.schoolcrm.acquiring.api;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.WebhookReply;

/** Online payment: to the bank's form, back from it, and what the bank says meanwhile. */
@ProviderType
public interface Acquiring {

    /** Whether the branch has a bank at all (R004). */
    boolean isConnected(BranchId branch);

    /** Whether the invoice's page can offer a way to the bank that leads there; the bank is not called. */
    PaymentReadiness readiness(Invoice invoice);

    /**
     * Sends the payer to the bank: to the form that is open already, if one is, so that two clicks make one payment.
     *
     * @param returnTo the address of the invoice's page, to which the bank sends the payer back
     */
    PaymentStart start(InvoiceId invoice, String returnTo);

    /** What is known of the invoice's latest attempt, after asking the bank if that is still open. */
    Optional<PaymentAttempt> follow(InvoiceId invoice);

    /** Hears a bank. Whatever is answered with success has been committed before. */
    WebhookReply receive(String provider, String hookKey, RawWebhook webhook);

    /** Whether this node is processing webhooks, so that work which nobody waits for can yield to them. */
    boolean hasWebhooksInProgress();

    /** Credits of the last eight days, and all that have not reached the CRM yet. */
    List<Credit> recentCredits(BranchId branch, Collection<CustomerId> customers);
}
