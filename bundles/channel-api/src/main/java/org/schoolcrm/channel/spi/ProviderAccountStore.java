package org.schoolcrm.channel.spi;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Where provider accounts live; their settings are sealed at rest. Implemented by {@code persistence}. */
@ConsumerType
public interface ProviderAccountStore {

    ProviderAccountId newId();

    void add(ProviderAccount account);

    /** Saves all but the id, the branch, the provider and the hook's key. */
    void save(ProviderAccount account);

    /** Every account of every branch, by number; asked for often and remembered for a moment. */
    List<ProviderAccount> all();

    default Optional<ProviderAccount> find(ProviderAccountId id) {
        return all().stream().filter(account -> account.id().equals(id)).findFirst();
    }

    default Optional<ProviderAccount> findByHook(String provider, String hookKey) {
        return all().stream()
                .filter(account -> account.provider().equals(provider))
                .filter(account -> account.hookKey().equals(hookKey))
                .findFirst();
    }

    /** Whether it was switched off and no message has gone through it, so that it is gone now. */
    boolean removeUnused(ProviderAccountId id);

    /** Gives the file's account, or makes the candidate its account. */
    ProviderAccountId claim(String file, ProviderAccountId candidate);

    /** The configuration file that the account stands in. */
    Optional<String> fileOf(ProviderAccountId id);

    /** The account that stands in the file. */
    Optional<ProviderAccountId> accountIn(String file);
}
