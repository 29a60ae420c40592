package org.schoolcrm.acquiring.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** What a bank answered to requests with a key, for as long as it remembers them. */
public final class RememberedKeys {

    private final Clock clock;
    private final Duration life;
    private final Map<String, Answered> answered = new HashMap<>();

    public RememberedKeys(Clock clock, Duration life) {
        this.clock = clock;
        this.life = life;
    }

    private record Answered(Instant at, byte[] body, HttpAnswer answer) {}

    /**
     * Answers a key that is remembered as it was answered before, and acts on any other.
     *
     * @param otherData the answer to a key that comes with other data than before, null if the bank does not look
     */
    public HttpAnswer answer(
            String key, HttpCall call, @Nullable HttpAnswer otherData, Function<HttpCall, HttpAnswer> act) {
        var before = answered.get(key);
        if (before != null && clock.now().isBefore(before.at().plus(life))) {
            return otherData == null || Arrays.equals(before.body(), call.body()) ? before.answer() : otherData;
        }
        var answer = act.apply(call);
        answered.put(key, new Answered(clock.now(), call.body(), answer));
        return answer;
    }
}
