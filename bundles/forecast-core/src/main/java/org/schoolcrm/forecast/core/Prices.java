package org.schoolcrm.forecast.core;

import java.time.LocalDate;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.host.spi.Subscription.Price;
import org.schoolcrm.money.Money;

/** What a subscription costs on a day. */
final class Prices {

    private Prices() {}

    /** The latest price in force by then; before all of them the earliest. */
    static Money on(Subscription one, LocalDate day) {
        Price found = null;
        for (var price : one.prices()) {
            if (found == null || isBetter(price, found, day)) {
                found = price;
            }
        }
        if (found == null) {
            throw new IllegalStateException("Subscription " + one.id() + " has passed the checks without a price");
        }
        return found.amount();
    }

    private static boolean isBetter(Price price, Price found, LocalDate day) {
        boolean holds = !price.from().isAfter(day);
        boolean held = !found.from().isAfter(day);
        if (holds != held) {
            return holds;
        }
        int later = price.from().compareTo(found.from());
        return later == 0 ? price.amount().compareTo(found.amount()) > 0 : (later > 0) == holds;
    }
}
