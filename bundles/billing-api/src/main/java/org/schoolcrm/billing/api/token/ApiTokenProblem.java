package org.schoolcrm.billing.api.token;

import org.schoolcrm.problem.ProblemType;

/** Every way a token can be refused. */
public enum ApiTokenProblem implements ProblemType {
    TOKEN_BRANCHES_MISSING(422),
    TOKEN_DRAFT_INVALID(422),
    TOKEN_EXPIRY_WRONG(422),
    TOKEN_NAME_WRONG(422),
    TOKEN_PERMISSIONS_MISSING(422),
    TOKEN_RATE_WRONG(422),
    TOKEN_UNKNOWN(404),
    TOO_MANY_TOKENS(409);

    private final int status;

    ApiTokenProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
