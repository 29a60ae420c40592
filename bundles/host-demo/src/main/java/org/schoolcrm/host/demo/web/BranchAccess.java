package org.schoolcrm.host.demo.web;

import java.util.function.Predicate;
import javax.servlet.http.HttpServletRequest;
import org.schoolcrm.host.demo.school.TableBranches;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.RequestFacts;
import org.schoolcrm.problem.CommonProblem;

/** Whom the school's own pages let in, and to what. */
final class BranchAccess {

    private final TableBranches branches;
    private final SessionCallers callers;

    BranchAccess(TableBranches branches, SessionCallers callers) {
        this.branches = branches;
        this.callers = callers;
    }

    /** Everybody who works in the branch may look. */
    Branch look(HttpServletRequest request, long branch) {
        return open(request, branch, role -> true);
    }

    Branch look(HttpServletRequest request, long branch, Predicate<Role> may) {
        return open(request, branch, may);
    }

    String nameOf(HttpServletRequest request) {
        return callers.userOf(SessionCookie.facts(request))
                .map(Sessions.User::name)
                .orElseThrow(CommonProblem.NOT_LOGGED_IN::refuse);
    }

    /** A change comes from the school's own pages only. */
    Branch change(HttpServletRequest request, long branch, Predicate<Role> may) {
        requireOwnPage(request);
        return open(request, branch, may);
    }

    static void requireOwnPage(HttpServletRequest request) {
        if (!RequestFacts.isSameSite(request.getHeader("Origin"), request.getHeader("Host"))) {
            throw CommonProblem.CROSS_SITE.refuse();
        }
    }

    private Branch open(HttpServletRequest request, long branch, Predicate<Role> may) {
        var user = callers.userOf(SessionCookie.facts(request)).orElseThrow(CommonProblem.NOT_LOGGED_IN::refuse);
        var role = user.roles().get(new BranchId(branch));
        if (role == null || !may.test(role)) {
            throw CommonProblem.NOT_ALLOWED.refuse();
        }
        return branches.find(new BranchId(branch)).orElseThrow(CommonProblem.NOT_ALLOWED::refuse);
    }
}
