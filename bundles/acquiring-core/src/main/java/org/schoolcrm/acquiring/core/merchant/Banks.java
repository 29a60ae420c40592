package org.schoolcrm.acquiring.core.merchant;

import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.schoolcrm.acquiring.api.AccountHealth;
import org.schoolcrm.acquiring.api.AcquirerDescriptor;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.MerchantAccountStore;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Site;

/** The school's accounts with banks, and the adapters that serve them while they are installed. */
public final class Banks {

    private final MerchantAccountStore accounts;
    private final List<Acquirer> adapters;
    private final Site site;
    private final Clock clock;
    private final Map<MerchantAccountId, ProviderCircuitBreaker> lines = new ConcurrentHashMap<>();

    public Banks(MerchantAccountStore accounts, List<Acquirer> adapters, Site site, Clock clock) {
        this.accounts = accounts;
        this.adapters = adapters;
        this.site = site;
        this.clock = clock;
    }

    public boolean isConnected(BranchId branch) {
        return accounts.hasActive(branch);
    }

    /** The account that takes what is due of the invoice: of those that fit the one with the greatest priority. */
    public Optional<MerchantAccount> accountFor(Invoice invoice) {
        return accounts.of(invoice.branch()).stream()
                .filter(MerchantAccount::active)
                .filter(account -> account.terms().fit(invoice.account(), invoice.stillDue()))
                .filter(account -> takes(account, invoice))
                .max(Comparator.<MerchantAccount>comparingInt(
                                account -> account.terms().priority())
                        .thenComparing(account -> -account.id().value()));
    }

    public MerchantAccount account(MerchantAccountId id) {
        return accounts.find(id).orElseThrow();
    }

    public Optional<MerchantAccount> accountAt(String provider, String hookKey) {
        return accounts.findByHook(provider, hookKey);
    }

    /** The adapter behind the account's own line. */
    public Optional<Acquirer> adapter(MerchantAccount account) {
        return installed(account.provider()).map(adapter -> new ResilientAcquirer(adapter, line(account.id())));
    }

    public Optional<Acquirer> installed(String provider) {
        return adapters.stream()
                .filter(adapter -> adapter.provider().equals(provider))
                .findFirst();
    }

    List<AcquirerDescriptor> offers() {
        return adapters.stream()
                .map(Banks::offer)
                .sorted(Comparator.comparing(AcquirerDescriptor::provider))
                .toList();
    }

    public ProviderCircuitBreaker line(MerchantAccountId account) {
        return lines.computeIfAbsent(account, id -> new ProviderCircuitBreaker(clock));
    }

    AccountHealth health(MerchantAccount account) {
        return line(account.id()).health(installed(account.provider()).isPresent());
    }

    /** Where the bank tells us what happened: one unguessable address per account. */
    public URI webhookOf(MerchantAccount account) {
        return site.at("/hooks/" + account.provider() + "/" + account.hookKey());
    }

    private boolean takes(MerchantAccount account, Invoice invoice) {
        return installed(account.provider())
                .map(adapter -> adapter.profile()
                        .currencies()
                        .contains(invoice.amount().currency().getCurrencyCode()))
                .orElse(true);
    }

    private static AcquirerDescriptor offer(Acquirer adapter) {
        var profile = adapter.profile();
        return new AcquirerDescriptor(
                adapter.provider(),
                profile.russian(),
                profile.english(),
                profile.maturity().name(),
                profile.capabilities(),
                profile.currencies(),
                profile.settings());
    }
}
