package org.schoolcrm.mailing.api;

import org.schoolcrm.problem.ProblemType;

/** Every way mailings can say no. */
public enum MailingProblem implements ProblemType {
    CHANNEL_ABSENT(409),
    MAILING_INVALID(422),
    MAILING_UNKNOWN(404),
    METHOD_NOT_OF_TEMPLATE(422),
    OPTION_IS_OFF(409),
    REQUIRED(422),
    RUN_UNKNOWN(404),
    TAG_UNKNOWN(422),
    TEMPLATE_INVALID(422),
    TEMPLATE_UNKNOWN(422);

    private final int status;

    MailingProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
