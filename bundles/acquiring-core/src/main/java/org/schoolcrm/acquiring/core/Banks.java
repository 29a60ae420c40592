package org.schoolcrm.acquiring.core;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.MerchantAccountStore;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Site;

/** The school's accounts with banks, and the adapters that serve them while they are installed. */
public final class Banks {

    private final MerchantAccountStore accounts;
    private final List<Acquirer> adapters;
    private final Site site;

    public Banks(MerchantAccountStore accounts, List<Acquirer> adapters, Site site) {
        this.accounts = accounts;
        this.adapters = adapters;
        this.site = site;
    }

    /** The account that takes payments for the branch: the first active one. */
    Optional<MerchantAccount> accountFor(BranchId branch) {
        return accounts.of(branch).stream().filter(MerchantAccount::active).findFirst();
    }

    MerchantAccount account(MerchantAccountId id) {
        return accounts.find(id).orElseThrow();
    }

    Optional<MerchantAccount> accountAt(String provider, String hookKey) {
        return accounts.findByHook(provider, hookKey);
    }

    Optional<Acquirer> adapter(MerchantAccount account) {
        return adapters.stream()
                .filter(adapter -> adapter.provider().equals(account.provider()))
                .findFirst();
    }

    /** Where the bank tells us what happened: one unguessable address per account. */
    URI webhookOf(MerchantAccount account) {
        return site.at("/hooks/" + account.provider() + "/" + account.hookKey());
    }
}
