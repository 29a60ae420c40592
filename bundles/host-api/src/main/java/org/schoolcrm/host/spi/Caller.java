package org.schoolcrm.host.spi;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Somebody who is logged in to the CRM, with what they may do in which branch. */
public record Caller(UserId id, String name, Locale language, Map<BranchId, Set<Permission>> permissions) {

    public boolean may(Permission permission, BranchId branch) {
        return permissions.getOrDefault(branch, Set.of()).contains(permission);
    }
}
