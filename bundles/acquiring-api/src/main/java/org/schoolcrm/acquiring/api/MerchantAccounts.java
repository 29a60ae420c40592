package org.schoolcrm.acquiring.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.SettingChanges;
import org.schoolcrm.runtime.api.Actor;

/**
 * The school's accounts with banks.
 *
 * <p>Refusals are {@link org.schoolcrm.problem.ProblemException}s of an {@link AcquiringProblem}.
 */
@ProviderType
public interface MerchantAccounts {

    /** What stands for a secret that is not shown; sent back it leaves the secret as it is. */
    String HIDDEN = SettingChanges.HIDDEN;

    /** The banks whose adapters are installed. */
    List<AcquirerDescriptor> offers();

    List<MerchantAccount> of(BranchId branch);

    Optional<MerchantAccount> find(MerchantAccountId id);

    /** Connects the branch to a bank; the settings are those that the provider's adapter describes. */
    default MerchantAccount connect(
            BranchId branch, String provider, String name, boolean live, Map<String, String> settings, Actor actor) {
        return connect(branch, provider, name, live, settings, AccountTerms.ANY, actor);
    }

    /** The same, for certain payments only. */
    MerchantAccount connect(
            BranchId branch,
            String provider,
            String name,
            boolean live,
            Map<String, String> settings,
            AccountTerms terms,
            Actor actor);

    /**
     * Takes effect at once; payments under way go on with the new settings. Refuses to keep secrets when the address or
     * the name that they are sent with changes.
     */
    MerchantAccount change(
            MerchantAccountId id,
            String name,
            boolean active,
            Map<String, String> settings,
            AccountTerms terms,
            Actor actor);

    /** Forgets an account that is switched off and was never used; one that took payments stays. */
    void remove(MerchantAccountId id, Actor actor);

    /** The configuration file that the account stands in; such an account is changed there and nowhere else. */
    Optional<String> fileOf(MerchantAccountId id);

    /** Tries the settings against the bank without moving money. */
    ConnectionReport test(MerchantAccountId id);

    AccountHealth health(MerchantAccountId id);

    /** The address to be entered in the bank's cabinet. */
    String webhookAddress(MerchantAccountId id);
}
