package org.schoolcrm.mailing.api;

import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import org.schoolcrm.billing.api.PaymentTerm;

/** «Срок оплаты» of a mailing, exactly these eight (R097). */
public enum TermOption {
    UNLIMITED,
    DAYS_3,
    DAYS_5,
    DAYS_6,
    WEEK_1,
    WEEKS_2,
    END_OF_MONTH,
    END_OF_NEXT_MONTH;

    /** The term starts on the day of issue (R098) and ends that many days later, that day included (A9). */
    public PaymentTerm from(LocalDate issued) {
        return switch (this) {
            case UNLIMITED -> new PaymentTerm(issued, null);
            case DAYS_3 -> new PaymentTerm(issued, issued.plusDays(3));
            case DAYS_5 -> new PaymentTerm(issued, issued.plusDays(5));
            case DAYS_6 -> new PaymentTerm(issued, issued.plusDays(6));
            case WEEK_1 -> new PaymentTerm(issued, issued.plusWeeks(1));
            case WEEKS_2 -> new PaymentTerm(issued, issued.plusWeeks(2));
            case END_OF_MONTH -> new PaymentTerm(issued, issued.with(TemporalAdjusters.lastDayOfMonth()));
            case END_OF_NEXT_MONTH ->
                new PaymentTerm(issued, issued.plusMonths(1).with(TemporalAdjusters.lastDayOfMonth()));
        };
    }
}
