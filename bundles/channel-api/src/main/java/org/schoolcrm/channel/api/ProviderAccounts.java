package org.schoolcrm.channel.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.ProviderTerms;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.runtime.api.Actor;

/**
 * The school's accounts with providers of messages. Offered as an OSGi service by {@code mailing-core}.
 *
 * <p>Refusals are {@link org.schoolcrm.problem.ProblemException}s of a
 * {@link org.schoolcrm.provider.api.ProviderProblem} or a {@link ChannelProblem}.
 */
@ProviderType
public interface ProviderAccounts {

    /** The providers whose adapters are installed. */
    List<ChannelProfile> offers();

    /** Accounts that send messages of the branch, those of the whole school among them. */
    List<ProviderAccount> of(BranchId branch);

    Optional<ProviderAccount> find(ProviderAccountId id);

    /** The account that a provider calls about. */
    Optional<ProviderAccount> findByHook(String provider, String hookKey);

    /**
     * Connects a branch, or the whole school, to a provider; the settings are those that its adapter describes.
     *
     * @param branch null for all branches
     */
    ProviderAccount connect(
            @Nullable BranchId branch,
            String provider,
            String name,
            Map<String, String> settings,
            ProviderTerms terms,
            Actor actor);

    /**
     * Takes effect at once, for messages that wait too. Refuses to keep secrets when the address or the name that they
     * are sent with changes.
     */
    ProviderAccount change(
            ProviderAccountId id,
            String name,
            boolean active,
            Map<String, String> settings,
            ProviderTerms terms,
            Actor actor);

    /** Forgets an account that is switched off and has never sent anything. */
    void remove(ProviderAccountId id, Actor actor);

    /** The configuration file that the account stands in; such an account is changed there and nowhere else. */
    Optional<String> fileOf(ProviderAccountId id);

    /** Tries the settings without sending anything. */
    ConnectionReport test(ProviderAccountId id);

    /** What is left in the account, if its provider says; asks it. */
    Optional<Money> balance(ProviderAccountId id);

    /** The address to be entered at the provider, where it calls about deliveries. */
    String hookAddress(ProviderAccountId id);

    /** Makes the account of a configuration file what the file says. */
    ProviderAccount declare(String file, Declaration declaration);

    /** The file is gone: the account sends nothing any more. */
    void withdraw(String file);

    /**
     * What a file says; branch and provider can never be changed.
     *
     * @param branch null for all branches
     */
    record Declaration(
            @Nullable BranchId branch,
            String provider,
            String name,
            boolean active,
            Map<String, String> settings,
            ProviderTerms terms) {

        public Declaration {
            settings = Map.copyOf(settings);
        }
    }
}
