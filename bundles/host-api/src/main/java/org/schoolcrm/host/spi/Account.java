package org.schoolcrm.host.spi;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.money.Money;

/**
 * A customer's account as it stood at one moment.
 *
 * @param balance negative when the customer owes
 * @param lessonsLeft paid lessons that are still to come: a number of its own, not derived from money
 * @param asOf when the balance was true
 * @param includes which of billing's payments of at least the last seven days the balance contains; null when the
 *     CRM cannot say
 */
public record Account(
        AccountId id,
        Money balance,
        int lessonsLeft,
        Instant asOf,
        @Nullable Set<PaymentId> includes) {}
