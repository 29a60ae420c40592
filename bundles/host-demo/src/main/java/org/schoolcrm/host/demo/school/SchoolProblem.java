package org.schoolcrm.host.demo.school;

import org.schoolcrm.problem.ProblemType;

/** Every way the school's own pages can refuse. */
public enum SchoolProblem implements ProblemType {
    FREEZE_BACKWARDS(422),
    FREEZE_UNKNOWN(404),
    IMPORT_INCOMPLETE(400),
    IMPORT_NOT_READY(409),
    IMPORT_UNKNOWN(404),
    LESSON_IS_HELD(409),
    LESSON_UNKNOWN(404),
    PAYMENT_IMPLAUSIBLE(422),
    PAYMENT_NOT_POSITIVE(422),
    SUBSCRIPTION_UNKNOWN(422);

    private final int status;

    SchoolProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
