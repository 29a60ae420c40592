package org.schoolcrm.rest.http;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.problem.CommonProblem;
import org.schoolcrm.runtime.api.Actor;

/** Who is calling, and a gate for everything that belongs to a branch. */
public final class Guard {

    private static final int TAG_LENGTH = 32;

    private final Rights rights;
    private final @Nullable String ifMatch;

    Guard(Rights rights, @Nullable String ifMatch) {
        this.rights = rights;
        this.ifMatch = ifMatch;
    }

    public boolean may(Permission permission, BranchId branch) {
        return rights.in(branch).contains(permission);
    }

    /** Refuses a caller who may not do this in the branch; gives the branch back. */
    public BranchId open(Permission permission, BranchId branch) {
        if (!may(permission, branch)) {
            throw CommonProblem.NOT_ALLOWED.refuse(permission);
        }
        return branch;
    }

    /** Whether the branch is any of the caller's business; what belongs to others is not even said to exist. */
    public boolean sees(BranchId branch) {
        return !rights.in(branch).isEmpty();
    }

    /** Refuses to change what is no longer as the caller has seen it; without {@code If-Match} nothing is refused. */
    public <T> T unchanged(T now) {
        if (ifMatch != null && isConditional() && !tags(ifMatch).contains(tag(now))) {
            throw CommonProblem.CHANGED_MEANWHILE.refuse();
        }
        return now;
    }

    /** Whether the caller binds a change to what it has seen. */
    public boolean isConditional() {
        return ifMatch != null && !ifMatch.strip().equals("*");
    }

    public Actor actor() {
        return rights.actor();
    }

    /** One of a list will do (RFC 9110); a weak tag never does. */
    private static List<String> tags(String header) {
        return Arrays.stream(header.split(",", -1)).map(String::strip).toList();
    }

    static String tag(Object state) {
        var what = state instanceof PartlyTagged partly ? partly.tagged() : state;
        return '"' + Fingerprint.of("", what).substring(0, TAG_LENGTH) + '"';
    }
}
