package org.schoolcrm.channel.spi;

import java.time.Duration;

/**
 * How fast a provider wants to be written to.
 *
 * @param perSecond messages in all, 0 for as many as there are
 * @param betweenToOne from one message to a recipient to the next
 */
public record Pace(int perSecond, Duration betweenToOne) {

    public static final Pace FREE = new Pace(0, Duration.ZERO);
}
