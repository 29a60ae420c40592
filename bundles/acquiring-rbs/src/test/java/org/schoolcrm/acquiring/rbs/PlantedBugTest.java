package org.schoolcrm.acquiring.rbs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolcrm.acquiring.simulation.Histories;
import org.schoolcrm.acquiring.simulation.Sabotage;

/** A bank that reverses paid orders shows what becomes of money when nobody understands it. */
class PlantedBugTest {

    private static final int SEEDS = 1_500;

    @ParameterizedTest
    @EnumSource(names = {"REVERSAL_IGNORED"})
    void the_auditor_finds(Sabotage bug) {
        var kit = new RbsSberTest().kit();

        assertThat(LongStream.rangeClosed(1, SEEDS))
                .anyMatch(seed -> !Histories.run(kit, seed, Set.of(bug)).isEmpty());
    }
}
