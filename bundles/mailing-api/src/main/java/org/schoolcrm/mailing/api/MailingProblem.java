package org.schoolcrm.mailing.api;

import org.schoolcrm.problem.ProblemType;

/** Every way mailings can say no. */
public enum MailingProblem implements ProblemType {
    ADDRESS_UNUSABLE(422),
    CHANNEL_ABSENT(409),
    CHANNEL_NOT_PAUSED(409),
    DAY_OF_MONTH_WRONG(422),
    LIMIT_NOT_POSITIVE(422),
    LOOKS_LIKE_TAG(422),
    MAILING_INVALID(422),
    MAILING_IN_USE(409),
    MAILING_UNKNOWN(404),
    MESSAGE_INVALID(422),
    MESSAGE_STATE_CONFLICT(409),
    MESSAGE_UNKNOWN(404),
    METHOD_NOT_FOR_MAILINGS(422),
    METHOD_NOT_OF_TEMPLATE(422),
    METHOD_WITHOUT_TEMPLATES(422),
    NOTHING_TO_RETRY(409),
    NOT_ONE_LINE(422),
    NO_REMINDERS_WAIT(409),
    ONLY_FOR_SUBSCRIPTIONS(422),
    ONLY_FOR_SUBSCRIPTION_COST(422),
    OPTION_IS_OFF(409),
    RANGE_INVERTED(422),
    RECIPIENT_UNUSABLE(422),
    REMINDERS_NEED_TERM(422),
    REMINDERS_TOO_MANY(422),
    REMINDER_DAY_WRONG(422),
    RUN_STATE_CONFLICT(409),
    RUN_UNKNOWN(404),
    SUPPRESSION_UNKNOWN(404),
    TAGS_DO_NOT_MIX(422),
    TAGS_ONLY_IN_MAILINGS(422),
    TAG_IN_MARKUP(422),
    TAG_STAYS(422),
    TAG_UNKNOWN(422),
    TEMPLATE_INVALID(422),
    TEMPLATE_IN_USE(409),
    TEMPLATE_UNKNOWN(404),
    TOO_LONG(422),
    UNSAFE_ADDRESS(422),
    UNSAFE_MARKUP(422);

    private final int status;

    MailingProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
