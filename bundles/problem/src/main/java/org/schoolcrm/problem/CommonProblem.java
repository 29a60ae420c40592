package org.schoolcrm.problem;

/** What any capability and any edge may say no with. */
public enum CommonProblem implements ProblemType {
    BODY_MALFORMED(400),
    CHANGED_MEANWHILE(412),
    CROSS_SITE(403),
    INTERNAL(500),
    MEDIA_TYPE_UNSUPPORTED(415),
    NOT_ALLOWED(403),
    NOT_FOUND(404),
    NOT_LOGGED_IN(401),
    NOT_RUNNING(503),
    PARAMETER_INVALID(400),
    REQUEST_REFUSED(400),
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
