package org.schoolcrm.acquiring.spi;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * When a bank is asked about an attempt that is open.
 *
 * @param pauses one after the other from the beginning; the last one is repeated
 * @param untilAge how long after its form closed an attempt is still asked about
 * @param afterCapture when after the money came the bank is asked once more, because it does not tell what becomes of
 *     a paid payment; ascending, mostly empty
 */
public record PollPlan(List<Duration> pauses, Duration untilAge, List<Duration> afterCapture) {

    /** For banks whose notifications arrive. */
    public static final PollPlan USUAL = of(Duration.ofDays(3), 1, 1, 2, 3, 5, 8, 13, 30, 60, 360);

    public PollPlan {
        pauses = List.copyOf(pauses);
        afterCapture = List.copyOf(afterCapture);
    }

    public static PollPlan of(Duration untilAge, int... minutes) {
        return new PollPlan(Arrays.stream(minutes).mapToObj(Duration::ofMinutes).toList(), untilAge, List.of());
    }

    /** The same for a bank that does not tell what becomes of a paid payment. */
    public PollPlan askingAfterCapture(Duration... ages) {
        return new PollPlan(pauses, untilAge, List.of(ages));
    }

    /** The pause after so much time has passed since the beginning. */
    public Duration after(Duration age) {
        var passed = Duration.ZERO;
        for (var pause : pauses) {
            passed = passed.plus(pause);
            if (age.compareTo(passed) < 0) {
                return pause;
            }
        }
        return pauses.get(pauses.size() - 1);
    }
}
