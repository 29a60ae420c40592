package org.schoolcrm.problem;

enum SampleProblem implements ProblemType {
    CUP_IS_EMPTY(409),
    TOO_HOT(422);

    private final int status;

    SampleProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
