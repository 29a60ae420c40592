package org.schoolcrm.itests.karaf;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.schoolcrm.itests.kills.ThreeMailings;
import org.schoolcrm.itests.kills.TwoNodes;

/** Two nodes work on the same runs, and one after the other is killed at random moments (I7–I10, I17). */
class TwoNodesIT {

    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final int KILLS_A_RUN = 3;
    private static final int WITHIN_MILLIS = Integer.getInteger("kills.within", 5_000);
    private static final long SEED = Long.getLong("kills.seed", 20261125);
    private static final int CUSTOMERS = Integer.getInteger("kills.customers", 1_500);

    @Test
    void nodes_that_are_killed_at_any_moment_lose_nothing_and_repeat_nothing() throws Exception {
        var random = new Random(SEED);
        try (var nodes = new TwoNodes(CUSTOMERS).start()) {
            var mailings = new ThreeMailings(nodes);
            int uncertain = 0;
            for (int killed = 0; killed < KILLS; ) {
                var runs = mailings.start();
                for (int i = 0; i < KILLS_A_RUN && killed < KILLS; i++) {
                    killed++;
                    System.out.println("Kill " + killed + ": " + nodes.killOne(random, WITHIN_MILLIS) + ", "
                            + mailings.stages(runs));
                }
                for (var run : runs.entrySet()) {
                    uncertain += mailings.check(run.getKey(), run.getValue());
                }
            }
            System.out.println(KILLS + " kills of seed " + SEED + " left " + uncertain + " messages to a person");
        }
    }
}
