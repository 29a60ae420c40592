package org.schoolcrm.channel.api;

import org.schoolcrm.problem.ProblemType;

/** Every way in which accounts with providers of messages can say no. */
public enum ChannelProblem implements ProblemType {
    PROVIDER_ACCOUNT_IN_USE(409),
    PROVIDER_ACCOUNT_IS_FILED(409),
    PROVIDER_ACCOUNT_UNKNOWN(404);

    private final int status;

    ChannelProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
