package org.schoolcrm.acquiring.api;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.host.spi.BranchId;

/**
 * Merchant accounts that stand in configuration files, each known by the name of its file.
 *
 * <p>Refusals are {@link org.schoolcrm.problem.ProblemException}s of an {@link AcquiringProblem}.
 */
@ProviderType
public interface ConfiguredAccounts {

    /** Connects the account or makes it as the file says; does nothing if it is like that already. */
    MerchantAccount declare(String file, Declaration declaration);

    /** The file is gone: the account takes no more payments, and those under way go on. */
    void withdraw(String file);

    /** What a file says; branch, provider and mode can never be changed. */
    record Declaration(
            BranchId branch,
            String provider,
            String name,
            boolean live,
            boolean active,
            Map<String, String> settings,
            AccountTerms terms) {

        public Declaration {
            settings = Map.copyOf(settings);
        }
    }
}
