package org.schoolcrm.billing.api.token;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.runtime.api.Actor;

/**
 * What a program may do with the API, without its secret.
 *
 * @param name what people call the program
 * @param mark how the secret begins, by which people tell tokens apart
 * @param maker who made it
 * @param lastUsedAt to the minute, null if nobody has used it yet
 * @param revokedAt null while nobody has ended it
 */
public record ApiToken(
        ApiTokenId id,
        String name,
        String mark,
        Set<BranchId> branches,
        Set<Permission> permissions,
        int requestsPerMinute,
        Actor maker,
        Instant madeAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    public ApiToken {
        branches = Set.copyOf(branches);
        permissions = Set.copyOf(permissions);
    }

    /** Whether the token itself lets in; whether its maker still works here is not asked. */
    public enum State {
        ACTIVE,
        EXPIRED,
        REVOKED
    }

    public State state(Instant now) {
        if (revokedAt != null) {
            return State.REVOKED;
        }
        return now.isBefore(expiresAt) ? State.ACTIVE : State.EXPIRED;
    }

    /** As the audit trail names it, such as {@code token:17/user:1}. */
    public Actor actor() {
        return new Actor("token:" + id + "/" + maker);
    }
}
