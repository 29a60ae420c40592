package org.schoolcrm.forecast.core;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.money.Money;

/** «Оплачено до»: how far the balance reaches when the charges are walked in order (forecast-rules.md 3). */
final class PaidThrough {

    private PaidThrough() {}

    static @Nullable LocalDate of(List<ForecastLine> lines, Money balance) {
        LocalDate reached = null;
        var left = balance;
        for (var line : lines) {
            left = left.minus(line.net());
            if (left.isNegative()) {
                return reached;
            }
            reached = reached == null || line.through().isAfter(reached) ? line.through() : reached;
        }
        return reached;
    }
}
