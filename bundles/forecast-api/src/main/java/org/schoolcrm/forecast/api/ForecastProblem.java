package org.schoolcrm.forecast.api;

import org.schoolcrm.problem.ProblemType;

/**
 * Every way in which facts make no forecast. The first argument names the record at fault, by its number in the CRM;
 * all of a customer's records are judged, whatever account is asked for.
 */
public enum ForecastProblem implements ProblemType {
    /** A price, fixed discount or balance above 10 billion whole units, in either direction. */
    AMOUNT_IMPLAUSIBLE(422),
    /** Online payment is away, so nobody can say which payments the CRM's balance lacks. */
    CREDITS_UNKNOWN(503),
    /** A price or fixed discount in another currency than the balance. */
    CURRENCY_MIXED(422),
    /** A day before 1900 or after 2199. */
    DATE_IMPLAUSIBLE(422),
    DISCOUNT_ENDS_BEFORE_IT_BEGINS(422),
    /** Less than nothing, or more than everything. */
    DISCOUNT_OUT_OF_RANGE(422),
    /** The CRM says that it holds something that cannot be read. */
    FACTS_UNREADABLE(422),
    FREEZE_ENDS_BEFORE_IT_BEGINS(422),
    /** A package of no lessons, or of more than 10 000. */
    LESSON_COUNT_OUT_OF_RANGE(422),
    /** A lesson or tariff of no minutes, or of more than a day, where the price depends on it. */
    LESSON_LENGTH_OUT_OF_RANGE(422),
    /** A payment of ours is on its way to the CRM, and the CRM cannot say whether its balance contains it. */
    PAYMENT_IN_FLIGHT(409),
    PRICE_MISSING(422),
    PRICE_NEGATIVE(422),
    /** A snapshot that this version cannot read. */
    SNAPSHOT_UNREADABLE(422),
    SUBSCRIPTION_ENDS_BEFORE_IT_BEGINS(422),
    /** Two subscriptions with one number. */
    SUBSCRIPTION_TWICE(422),
    /** More than 10 000 lessons, or 1 000 subscriptions, discounts or freezes. */
    TOO_MANY_RECORDS(422),
    /** A window without an end, that ends before it begins, or longer than 3 660 days. */
    WINDOW_OUT_OF_RANGE(422);

    private final int status;

    ForecastProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
