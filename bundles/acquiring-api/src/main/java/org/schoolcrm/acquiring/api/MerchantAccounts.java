package org.schoolcrm.acquiring.api;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Actor;

/** The school's accounts with banks. */
@ProviderType
public interface MerchantAccounts {

    List<MerchantAccount> of(BranchId branch);

    /** Connects the branch to a bank; the settings are those that the provider's adapter describes. */
    MerchantAccount connect(
            BranchId branch, String provider, String name, boolean live, Map<String, String> settings, Actor actor);
}
