package org.schoolcrm.http.guard;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often each client has come; the clients seen longest ago are forgotten first, so that memory has a bound. */
final class Rates {

    private static final int REMEMBERED = 20_000;

    private final TimeMeter time;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > REMEMBERED;
        }
    };

    Rates(TimeMeter time) {
        this.time = time;
    }

    /** Takes one; the answer is how long to wait, zero for not at all. */
    Duration take(String what, String client, int allowed, Duration window) {
        if (allowed <= 0) {
            return Duration.ZERO;
        }
        var probe = bucket(what, client, allowed, window).tryConsumeAndReturnRemaining(1);
        return Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    /** How long to wait for one, without taking it. */
    Duration look(String what, String client, int allowed, Duration window) {
        return allowed <= 0
                ? Duration.ZERO
                : Duration.ofNanos(bucket(what, client, allowed, window)
                        .estimateAbilityToConsume(1)
                        .getNanosToWaitForRefill());
    }

    /** Gives one back that turned out not to count. */
    void giveBack(String what, String client, int allowed, Duration window) {
        if (allowed > 0) {
            bucket(what, client, allowed, window).addTokens(1);
        }
    }

    /** After a change of the settings everybody starts anew. */
    synchronized void forget() {
        buckets.clear();
    }

    private synchronized Bucket bucket(String what, String client, int allowed, Duration window) {
        return buckets.computeIfAbsent(
                what + ' ' + client,
                key -> Bucket.builder()
                        .withCustomTimePrecision(time)
                        .addLimit(Bandwidth.builder()
                                .capacity(allowed)
                                .refillGreedy(allowed, window)
                                .build())
                        .build());
    }
}
