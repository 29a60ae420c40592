package org.schoolcrm.acquiring.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.money.Money;

/**
 * A refund as a bank lists it with all those of a payment.
 *
 * @param key our number of it, empty if the bank does not repeat one
 * @param amount null if it cannot be read
 * @param createdAt null if it cannot be read
 * @param isAlive whether it is done or may still be
 */
public record ListedRefund(
        String id,
        String key,
        @Nullable Money amount,
        @Nullable Instant createdAt,
        boolean isAlive) {

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

    /**
     * The one that was asked for, if its answer was lost (ADR 0251): by our number, or else the first that carries
     * none, is of the same sum and was not made before. It may be one that somebody made by hand instead.
     */
    public static Optional<ListedRefund> find(RefundRequest request, List<ListedRefund> listed) {
        return listed.stream()
                .filter(refund -> refund.key().equals(request.key()))
                .findFirst()
                .or(() -> listed.stream()
                        .filter(refund -> refund.mayBe(request))
                        .min(Comparator.comparing(
                                refund -> Objects.requireNonNullElse(refund.createdAt(), Instant.MAX))));
    }

    private boolean mayBe(RefundRequest request) {
        return isAlive
                && key.isEmpty()
                && request.amount().equals(amount)
                && createdAt != null
                && request.requestedAt() != null
                && !createdAt.isBefore(request.requestedAt().minus(CLOCKS_DIFFER));
    }
}
