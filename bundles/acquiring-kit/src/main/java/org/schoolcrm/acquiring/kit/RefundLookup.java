package org.schoolcrm.acquiring.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;

/**
 * What became of a refund at a bank that lists those of a payment and knows an idempotency key for a day (ADR 0251).
 *
 * @param pages the page of the list that begins at a cursor, the first one at the empty cursor; nothing if it cannot be
 *     had
 * @param byNumber asks about a refund by the bank's number
 * @param send asks for it once more, under the same key
 */
public record RefundLookup(
        Function<String, Optional<Page>> pages,
        Function<String, RefundOutcome> byNumber,
        Supplier<RefundOutcome> send) {

    private static final Duration KEY_IS_KNOWN = Duration.ofHours(24);
    private static final int PAGES = 20;

    /**
     * A page of the list.
     *
     * @param next the cursor of the page behind it, empty if it is the last
     */
    public record Page(List<ListedRefund> refunds, String next) {

        public Page {
            refunds = List.copyOf(refunds);
        }
    }

    /** By its number; without one it is looked for, and sent again only while its key cannot have been forgotten. */
    public RefundOutcome query(RefundRequest request, Instant now) {
        if (request.providerRefundId() != null) {
            return byNumber.apply(request.providerRefundId());
        }
        var listed = all();
        if (listed.isEmpty()) {
            return RefundOutcome.unanswered("The bank does not list the refunds of the payment");
        }
        var ours = ListedRefund.find(request, listed.get());
        if (ours.isPresent()) {
            return byNumber.apply(ours.get().id());
        }
        return request.isYoungerThan(KEY_IS_KNOWN, now)
                ? send.get()
                : RefundOutcome.unknown("The bank lists no such refund");
    }

    /** Nothing if one page cannot be had, because ours may be on it. */
    private Optional<List<ListedRefund>> all() {
        var refunds = new ArrayList<ListedRefund>();
        var cursor = "";
        for (int number = 0; number < PAGES; number++) {
            var page = pages.apply(cursor);
            if (page.isEmpty()) {
                return Optional.empty();
            }
            refunds.addAll(page.get().refunds());
            cursor = page.get().next();
            if (cursor.isEmpty()) {
                return Optional.of(refunds);
            }
        }
        return Optional.empty();
    }
}
