package org.schoolcrm.rest.http;

import org.schoolcrm.problem.ProblemType;

/** Every way the edge itself can say no, before any capability is asked. */
public enum RestProblem implements ProblemType {
    BODY_INVALID(400),
    BODY_MALFORMED(400),
    CHANGED_MEANWHILE(412),
    CROSS_SITE(403),
    FIELD_MALFORMED(400),
    FIELD_REQUIRED(400),
    INTERNAL(500),
    KEY_REUSED(409),
    KEY_UNDER_WAY(409),
    NOT_ALLOWED(403),
    NOT_FOUND(404),
    NOT_LOGGED_IN(401),
    NOT_RUNNING(503),
    PARAMETER_INVALID(400),
    REQUEST_REFUSED(400);

    private final int status;

    RestProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
