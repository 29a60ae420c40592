package org.schoolcrm.rest.http;

import org.schoolcrm.problem.ProblemType;

/** Every way the edge itself can say no, before any capability is asked. */
public enum RestProblem implements ProblemType {
    ATTENTION_UNKNOWN(404),
    BODY_INVALID(400),
    FIELD_MALFORMED(400),
    FIELD_REQUIRED(400),
    KEY_REUSED(409),
    MESSAGES_TOO_MANY(429),
    PARAMETER_UNKNOWN(400),
    REQUEST_IN_PROGRESS(409),
    TOKEN_INVALID(401),
    TOKEN_NOT_TAKEN(403),
    TOKEN_REQUESTS_TOO_MANY(429);

    private final int status;

    RestProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
