package org.schoolcrm.host.spi;

import org.schoolcrm.problem.ProblemType;

/** What is asked for is not in the CRM. */
public enum HostProblem implements ProblemType {
    ACCOUNT_UNKNOWN(422),
    BRANCH_UNKNOWN(404),
    CUSTOMER_UNKNOWN(404);

    private final int status;

    HostProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
