package org.schoolcrm.billing.core.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.schoolcrm.host.spi.Callers;
import org.schoolcrm.host.spi.UserId;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Clock;

/** Whether those who made tokens still work in the CRM; who does is not asked for again within a minute. */
public final class Makers {

    private static final Pattern USER = Pattern.compile("user:(\\d{1,18})");
    private static final Duration BELIEVED = Duration.ofMinutes(1);

    private final Callers callers;
    private final Clock clock;
    private final Map<UserId, Instant> present = new ConcurrentHashMap<>();

    public Makers(Callers callers, Clock clock) {
        this.callers = callers;
        this.clock = clock;
    }

    /** Never so for operators of the console, nor in a CRM that looks nobody up. */
    boolean hasLeft(Actor maker) {
        var named = USER.matcher(maker.name());
        return named.matches() && hasLeft(UserId.fromString(named.group(1)));
    }

    private boolean hasLeft(UserId user) {
        var now = clock.now();
        var until = present.get(user);
        if (until != null && until.isAfter(now)) {
            return false;
        }
        if (isLookedUpInVain(user)) {
            present.remove(user);
            return true;
        }
        present.put(user, now.plus(BELIEVED));
        return false;
    }

    private boolean isLookedUpInVain(UserId user) {
        try {
            return callers.find(user).isEmpty();
        } catch (UnsupportedOperationException e) {
            return false;
        }
    }
}
