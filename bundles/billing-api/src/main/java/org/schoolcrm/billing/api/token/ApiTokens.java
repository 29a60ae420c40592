package org.schoolcrm.billing.api.token;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.runtime.api.Actor;

/** Tokens by which programs call the API instead of a login. Refusals are of an {@link ApiTokenProblem}. */
@ProviderType
public interface ApiTokens {

    /** All that open the branch or did, newest first. */
    List<ApiToken> of(BranchId branch);

    Optional<ApiToken> find(ApiTokenId id);

    /**
     * Answers with the secret, which is shown at this moment only. That the maker may do all of it in each of the branches
     * is for the caller to see to.
     */
    WithSecret make(Wish wish, Actor maker);

    /** Ends it at once, on every node. Once more does nothing. */
    void revoke(ApiTokenId id, Actor actor);

    /** Whose secret that is, if it lets in; notes the use, and ends the token of a maker who has left the CRM. */
    Optional<ApiToken> use(String secret);

    /**
     * What a token is to be like.
     *
     * @param expiresAt at most a year ahead
     */
    record Wish(
            String name,
            Set<BranchId> branches,
            Set<Permission> permissions,
            int requestsPerMinute,
            Instant expiresAt) {

        public Wish {
            branches = Set.copyOf(branches);
            permissions = Set.copyOf(permissions);
        }
    }

    /** A token with its secret, {@code crm_…}. */
    record WithSecret(ApiToken token, String secret) {

        /** The secret never reaches a log. */
        @Override
        public String toString() {
            return "WithSecret[" + token + "]";
        }
    }
}
