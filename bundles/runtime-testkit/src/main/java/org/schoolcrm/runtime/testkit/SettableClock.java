package org.schoolcrm.runtime.testkit;

import java.time.Duration;
import java.time.Instant;
import org.schoolcrm.runtime.api.Clock;

/** A clock that stands still until a test moves it. */
public final class SettableClock implements Clock {

    private volatile Instant now;

    public SettableClock(String now) {
        this(Instant.parse(now));
    }

    public SettableClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant now() {
        return now;
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }

    public void set(String to) {
        now = Instant.parse(to);
    }
}
