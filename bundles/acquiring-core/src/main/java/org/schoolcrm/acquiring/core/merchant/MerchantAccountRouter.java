package org.schoolcrm.acquiring.core.merchant;

import java.net.URI;
import java.util.Comparator;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.MerchantAccountStore;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Site;

/** Which merchant account takes the money of an invoice, and which one a webhook belongs to. */
public final class MerchantAccountRouter {

    private final MerchantAccountStore accounts;
    private final AcquirerRegistry acquirers;
    private final Site site;

    public MerchantAccountRouter(MerchantAccountStore accounts, AcquirerRegistry acquirers, Site site) {
        this.accounts = accounts;
        this.acquirers = acquirers;
        this.site = site;
    }

    public boolean isConnected(BranchId branch) {
        return accounts.hasActive(branch);
    }

    /** The account that takes what is due of the invoice: of those that fit the one with the greatest priority. */
    public Optional<MerchantAccount> accountFor(Invoice invoice) {
        return accounts.of(invoice.branch()).stream()
                .filter(MerchantAccount::active)
                .filter(account -> account.terms().fit(invoice.account(), invoice.stillDue()))
                .filter(account -> takesCurrencyOf(account, invoice))
                .max(Comparator.<MerchantAccount>comparingInt(
                                account -> account.terms().priority())
                        .thenComparing(account -> -account.id().value()));
    }

    public MerchantAccount account(MerchantAccountId id) {
        return accounts.find(id).orElseThrow();
    }

    public Optional<MerchantAccount> accountOfWebhook(String provider, String hookKey) {
        return accounts.findByHook(provider, hookKey);
    }

    /** Where the bank sends its webhooks: one unguessable address per account. */
    public URI webhookAddress(MerchantAccount account) {
        return site.at("/hooks/" + account.provider() + "/" + account.hookKey());
    }

    /** An adapter that is away is asked when it is back. */
    private boolean takesCurrencyOf(MerchantAccount account, Invoice invoice) {
        return acquirers
                .installed(account.provider())
                .map(adapter -> adapter.profile()
                        .currencies()
                        .contains(invoice.amount().currency().getCurrencyCode()))
                .orElse(true);
    }
}
