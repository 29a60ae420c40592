package org.schoolcrm.acquiring.spi;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.host.spi.BranchId;

/** Where merchant accounts live; their settings are sealed at rest. Implemented by {@code persistence}. */
@ConsumerType
public interface MerchantAccountStore {

    MerchantAccountId newId();

    void add(MerchantAccount account);

    /** Saves all but the id, the branch, the provider and the hook's key. */
    void save(MerchantAccount account);

    Optional<MerchantAccount> find(MerchantAccountId id);

    Optional<MerchantAccount> findByHook(String provider, String hookKey);

    List<MerchantAccount> of(BranchId branch);

    /** Whether it was switched off and nothing has ever come or gone through it, so that it is gone now. */
    boolean removeUnused(MerchantAccountId id);

    /** Whether the branch has an active account; asked by every look at an invoice's page. */
    default boolean hasActive(BranchId branch) {
        return of(branch).stream().anyMatch(MerchantAccount::active);
    }
}
