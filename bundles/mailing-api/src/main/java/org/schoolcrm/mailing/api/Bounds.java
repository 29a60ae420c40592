package org.schoolcrm.mailing.api;

import org.jspecify.annotations.Nullable;

/** A range whose ends belong to it and may each be left open (R104–R106). */
public record Bounds(@Nullable Long from, @Nullable Long to) {

    /** Everything lies inside. */
    public static final Bounds OPEN = new Bounds(null, null);

    public boolean isOpen() {
        return from == null && to == null;
    }

    public boolean isUpsideDown() {
        return from != null && to != null && from > to;
    }

    public boolean contain(long value) {
        return (from == null || value >= from) && (to == null || value <= to);
    }
}
