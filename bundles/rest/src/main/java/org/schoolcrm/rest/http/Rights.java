package org.schoolcrm.rest.http;

import java.util.Map;
import java.util.Set;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Caller;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.runtime.api.Actor;

/** Who calls, as the audit trail names them, and what they may do: somebody with a login, or a program with a token. */
record Rights(Actor actor, Map<BranchId, Set<Permission>> permissions) {

    static Rights of(Caller caller) {
        return new Rights(Actor.user(caller.id().value()), caller.permissions());
    }

    Set<Permission> in(BranchId branch) {
        return permissions.getOrDefault(branch, Set.of());
    }
}
