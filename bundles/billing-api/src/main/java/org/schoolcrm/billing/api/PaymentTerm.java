package org.schoolcrm.billing.api;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** «Срок оплаты»: from the first day to the last, both included, in the branch's zone (R023, A10). */
public record PaymentTerm(LocalDate from, @Nullable LocalDate until) {

    public PaymentTerm {
        if (until != null && until.isBefore(from)) {
            throw new IllegalArgumentException("A term cannot end on " + until + " before it begins on " + from);
        }
    }

    public boolean hasBegun(LocalDate today) {
        return !today.isBefore(from);
    }

    public boolean isOver(LocalDate today) {
        return until != null && today.isAfter(until);
    }
}
