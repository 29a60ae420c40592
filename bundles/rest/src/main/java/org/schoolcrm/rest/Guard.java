package org.schoolcrm.rest;

import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Caller;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.runtime.api.Actor;

/** Who is calling, and a gate for everything that belongs to a branch. */
public final class Guard {

    private final Caller caller;

    Guard(Caller caller) {
        this.caller = caller;
    }

    /** Refuses a caller who may not do this in the branch; gives the branch back. */
    BranchId open(Permission permission, BranchId branch) {
        if (!caller.may(permission, branch)) {
            throw RestProblem.NOT_ALLOWED.refuse(permission);
        }
        return branch;
    }

    Actor actor() {
        return Actor.user(caller.id().value());
    }
}
