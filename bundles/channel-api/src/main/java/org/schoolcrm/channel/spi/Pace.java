package org.schoolcrm.channel.spi;

import java.time.Duration;

/**
 * How fast a provider wants to be written to.
 *
 * @param perSecond messages in all, 0 for as many as there are
 * @param betweenToOne from one message to a recipient to the next
 * @param between from one message to the next, whoever gets it; zero where several may go in a second
 */
public record Pace(int perSecond, Duration betweenToOne, Duration between) {

    public static final Pace FREE = new Pace(0, Duration.ZERO);

    public Pace(int perSecond, Duration betweenToOne) {
        this(perSecond, betweenToOne, Duration.ZERO);
    }

    /** Slower than one a second, such as a phone that must not look like a machine. */
    public static Pace oneEvery(Duration between) {
        return new Pace(1, Duration.ZERO, between);
    }
}
