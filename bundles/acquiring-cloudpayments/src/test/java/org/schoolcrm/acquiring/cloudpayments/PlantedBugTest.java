package org.schoolcrm.acquiring.cloudpayments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolcrm.acquiring.simulation.Histories;
import org.schoolcrm.acquiring.simulation.Sabotage;

/** A bank whose news prove what they say shows what becomes of payments when false or late ones are believed. */
class PlantedBugTest {

    private static final int SEEDS = 1_500;

    @ParameterizedTest
    @EnumSource(names = {"LATE_FAILURE_WINS", "VERIFIES_NOTHING"})
    void the_auditor_finds(Sabotage bug) {
        var kit = new CloudpaymentsAcquirerTest().kit();

        assertThat(LongStream.rangeClosed(1, SEEDS))
                .anyMatch(seed -> !Histories.run(kit, seed, Set.of(bug)).isEmpty());
    }
}
