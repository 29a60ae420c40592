package org.schoolcrm.acquiring.cloudpayments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.simulation.Histories;
import org.schoolcrm.acquiring.simulation.Sabotage;

/** A bank whose late news of other tries prove what they say shows what becomes of payments that they undo. */
class PlantedBugTest {

    private static final int SEEDS = 1_500;

    @Test
    void the_auditor_finds_that_a_late_failure_wins() {
        var kit = new CloudpaymentsAcquirerTest().kit();

        assertThat(LongStream.rangeClosed(1, SEEDS))
                .anyMatch(seed -> !Histories.run(kit, seed, Set.of(Sabotage.LATE_FAILURE_WINS))
                        .isEmpty());
    }
}
