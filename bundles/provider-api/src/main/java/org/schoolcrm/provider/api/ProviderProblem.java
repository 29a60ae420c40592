package org.schoolcrm.provider.api;

import org.schoolcrm.problem.ProblemType;

/** Every way in which the settings of an account with a provider can be refused. */
public enum ProviderProblem implements ProblemType {
    ADDRESS_NOT_PUBLIC(422),
    PROVIDER_ABSENT(503),
    SECRET_WANTED_AGAIN(422),
    SETTINGS_INVALID(422),
    SETTING_INVALID(422);

    private final int status;

    ProviderProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
