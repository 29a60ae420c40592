package org.schoolcrm.forecast.api;

import org.schoolcrm.money.Money;

/**
 * How right a branch's forecasts were.
 *
 * @param forecasts how many were compared
 * @param exact how many were right to the last minor unit
 * @param error by how much the others were wrong, each in its own direction
 * @param unreadable how many could not be compared, because their snapshots are of another version
 */
public record ForecastAccuracy(int forecasts, int exact, Money projected, Money charged, Money error, int unreadable) {

    /** In hundredths of a percent: what is left of the projected sum when the errors are taken off, not below zero. */
    public int basisPoints() {
        if (error.isZero()) {
            return 10_000;
        }
        if (error.compareTo(projected) >= 0) {
            return 0;
        }
        return 10_000 - Math.toIntExact(Math.multiplyExact(error.minor(), 10_000L) / projected.minor());
    }
}
