package org.schoolcrm.acquiring.api;

import org.schoolcrm.problem.ProblemType;

/** Every way online payment can say no. */
public enum AcquiringProblem implements ProblemType {
    ATTEMPT_UNKNOWN(404),
    CURRENCY_DIFFERS(422),
    DOUBLE_RECEIPTS(422),
    MERCHANT_ACCOUNT_IN_USE(409),
    MERCHANT_ACCOUNT_IS_FILED(409),
    MERCHANT_ACCOUNT_UNKNOWN(404),
    MONEY_IS_ASSIGNED(409),
    NOT_PAID(409),
    PROVIDER_PRINTS_NO_RECEIPTS(422),
    REASON_TOO_LONG(422),
    REFUND_NOT_OFFERED(422),
    REFUND_SETTLED(409),
    REFUND_STILL_ASKED(409),
    REFUND_TOO_LARGE(422),
    REFUND_UNDER_WAY(409),
    REFUND_UNKNOWN(404),
    TEST_MONEY(422),
    UNALLOCATED_PAYMENT_UNKNOWN(404);

    private final int status;

    AcquiringProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
