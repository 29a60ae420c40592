package org.schoolcrm.billing.api;

import org.schoolcrm.problem.ProblemType;

/** Every way billing can say no. */
public enum BillingProblem implements ProblemType {
    AMOUNT_IS_FORECAST(422),
    AMOUNT_NOT_POSITIVE(422),
    AMOUNT_TOO_LARGE(422),
    ARCHIVED_PARTLY_PAID(409),
    CURRENCY_NOT_OF_BRANCH(422),
    CURSOR_INVALID(400),
    INVOICE_INVALID(422),
    INVOICE_IS_ARCHIVED(409),
    INVOICE_IS_NOT_REPEATABLE(409),
    INVOICE_IS_NO_FORECAST(409),
    INVOICE_IS_PAID(409),
    INVOICE_NOT_CHANGED(500),
    INVOICE_UNKNOWN(404),
    NOTHING_TO_PAY(422),
    NO_ACTIVE_SUBSCRIPTION(422),
    PERIOD_BEGIN_IS_FIXED(422),
    PERIOD_ENDS_TOO_EARLY(422),
    REPORT_UNKNOWN(404),
    SELECTION_INVALID(422),
    TERM_ENDS_TOO_EARLY(422),
    TERM_IS_OVER(422),
    UNPAID_INVOICE_EXISTS(409);

    private final int status;

    BillingProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
