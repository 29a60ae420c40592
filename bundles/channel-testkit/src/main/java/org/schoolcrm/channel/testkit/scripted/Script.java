package org.schoolcrm.channel.testkit.scripted;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Says what the provider does; the same reference at the same try always meets the same fate. */
@FunctionalInterface
public interface Script {

    /**
     * What happens to a message.
     *
     * @param attempt how often the provider has seen the reference in this process, from 1
     */
    Behaviour on(String reference, int attempt);

    static Script always(Behaviour behaviour) {
        return (reference, attempt) -> behaviour;
    }

    /** One after the other for each message; the last for ever. */
    static Script inTurn(Behaviour... behaviours) {
        return (reference, attempt) -> behaviours[Math.min(attempt, behaviours.length) - 1];
    }

    /** By chance, so many in a hundred each, the rest accepted; replayable by the seed and in any order. */
    static Script seeded(long seed, Map<Behaviour, Integer> percent) {
        var ordered = new TreeMap<>(percent);
        return (reference, attempt) -> {
            int drawn = new Random(seed * 31 + reference.hashCode() * 17L + attempt).nextInt(100);
            for (var one : ordered.entrySet()) {
                drawn -= one.getValue();
                if (drawn < 0) {
                    return one.getKey();
                }
            }
            return Behaviour.ACCEPTS;
        };
    }
}
