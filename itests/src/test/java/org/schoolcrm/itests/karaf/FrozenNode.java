package org.schoolcrm.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.schoolcrm.itests.kills.RunRecords;
import org.schoolcrm.itests.kills.ThreeMailings;
import org.schoolcrm.itests.kills.TwoNodes;

/**
 * A node stands still in the middle of its work until others have taken that over, and then goes on as if nothing had
 * happened (reliability.md 2, rule 6). It takes minutes, so it runs in the profile {@code kills}.
 */
class FrozenNode {

    private static final int TIMES = Math.max(1, Integer.getInteger("kills", 1) / 20);
    private static final int CUSTOMERS = 4_000;
    private static final int WITHIN_MILLIS = 5_000;
    private static final Duration WAKING = Duration.ofSeconds(10);

    @Test
    void a_node_that_wakes_up_after_its_leases_changes_nothing() throws Exception {
        var random = new Random(Long.getLong("kills.seed", 20261125));
        try (var nodes = new TwoNodes(CUSTOMERS).start()) {
            var mailings = new ThreeMailings(nodes);
            for (int time = 0; time < TIMES; time++) {
                var runs = mailings.start();
                var frozen = nodes.freezeOne(random, WITHIN_MILLIS);
                for (var run : runs.entrySet()) {
                    mailings.check(run.getKey(), run.getValue());
                }
                var before = new RunRecords(nodes.dataSource(), runs.get(ThreeMailings.Way.EMAIL)).messages();
                frozen.thaw();
                await().during(WAKING)
                        .atMost(WAKING.multipliedBy(2))
                        .untilAsserted(() -> assertThat(
                                        new RunRecords(nodes.dataSource(), runs.get(ThreeMailings.Way.EMAIL))
                                                .messages())
                                .isEqualTo(before));
                for (var run : runs.entrySet()) {
                    mailings.check(run.getKey(), run.getValue());
                }
            }
        }
    }
}
