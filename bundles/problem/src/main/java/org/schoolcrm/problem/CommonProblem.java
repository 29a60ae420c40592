package org.schoolcrm.problem;

/** What any capability and any edge may say no with. */
public enum CommonProblem implements ProblemType {
    CROSS_SITE(403),
    NOT_ALLOWED(403),
    NOT_LOGGED_IN(401),
    NOT_RUNNING(503),
    REQUIRED(422);

    private final int status;

    CommonProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
