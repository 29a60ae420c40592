package org.schoolcrm.rest.http;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.token.ApiToken;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Permission;

/** What a request with {@code Authorization: Bearer crm_…} proves; any other credentials are the CRM's to read. */
final class BearerToken {

    private static final Pattern OURS = Pattern.compile("(?i:bearer) +(crm_.*)", Pattern.DOTALL);

    private BearerToken() {}

    /** The secret as it came, right or wrong. */
    static Optional<String> in(@Nullable String authorization) {
        var ours = OURS.matcher(authorization == null ? "" : authorization.strip());
        return ours.matches() ? Optional.of(ours.group(1)) : Optional.empty();
    }

    /** A token may do the same in each of its branches. */
    static Rights rights(ApiToken token) {
        var everywhere = token.branches().stream()
                .collect(Collectors.<BranchId, BranchId, Set<Permission>>toMap(
                        branch -> branch, branch -> token.permissions()));
        return new Rights(token.actor(), everywhere);
    }
}
