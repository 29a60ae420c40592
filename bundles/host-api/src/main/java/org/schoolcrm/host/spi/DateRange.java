package org.schoolcrm.host.spi;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Days from begin to end, both included; without an end it goes on for ever. One that ends before it begins contains
 * no day: a CRM may well have such a record, and whoever reads it says so by name.
 */
public record DateRange(LocalDate begin, @Nullable LocalDate end) {

    public boolean isBackwards() {
        return end != null && end.isBefore(begin);
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(begin) && (end == null || !day.isAfter(end));
    }

    /** The days that belong to both, if there are any. */
    public Optional<DateRange> intersect(DateRange other) {
        var from = begin.isAfter(other.begin) ? begin : other.begin;
        var until = earlier(end, other.end);
        return until != null && until.isBefore(from) ? Optional.empty() : Optional.of(new DateRange(from, until));
    }

    private static @Nullable LocalDate earlier(@Nullable LocalDate one, @Nullable LocalDate other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
