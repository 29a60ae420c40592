package org.schoolcrm.rest.http;

import org.schoolcrm.problem.ProblemType;

/** Every way the edge itself can say no, before any capability is asked. */
public enum RestProblem implements ProblemType {
    ATTENTION_UNKNOWN(404),
    BODY_INVALID(400),
    BODY_MALFORMED(400),
    CHANGED_MEANWHILE(412),
    FIELD_MALFORMED(400),
    FIELD_REQUIRED(400),
    INTERNAL(500),
    KEY_REUSED(409),
    NOT_FOUND(404),
    PARAMETER_INVALID(400),
    REQUEST_IN_PROGRESS(409),
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
