package org.schoolcrm.billing.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.billing.api.token.ApiToken;
import org.schoolcrm.billing.api.token.ApiTokenId;
import org.schoolcrm.host.spi.BranchId;

/** Where tokens of the API live, without their secrets. Implemented by {@code persistence}. */
@ConsumerType
public interface ApiTokenStore {

    ApiTokenId newId();

    /**
     * Keeps a new token.
     *
     * @param hash of the secret, which is all that is kept of it
     */
    void add(ApiToken token, String hash);

    /** Newest first. */
    List<ApiToken> of(BranchId branch);

    Optional<ApiToken> find(ApiTokenId id);

    /** Never out of a memory of its own, so that an end takes effect everywhere at once. */
    Optional<ApiToken> findByHash(String hash);

    /** Whether it was not ended before. */
    boolean end(ApiTokenId id, Instant at);

    /** Notes the use, unless one after the moment {@code since} is noted already. */
    void used(ApiTokenId id, Instant at, Instant since);
}
