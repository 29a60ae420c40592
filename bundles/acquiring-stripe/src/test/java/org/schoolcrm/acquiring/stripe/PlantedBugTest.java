package org.schoolcrm.acquiring.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolcrm.acquiring.simulation.Histories;
import org.schoolcrm.acquiring.simulation.Sabotage;

/** A bank whose refunds can fail after they were done, and that forgets keys, shows what becomes of money then. */
class PlantedBugTest {

    private static final int SEEDS = 1_500;

    @ParameterizedTest
    @EnumSource(names = {"FAILED_REFUND_UNHEARD", "REFUND_ASKED_BY_SENDING"})
    void the_auditor_finds(Sabotage bug) {
        var kit = new StripeAcquirerTest().kit();

        assertThat(LongStream.rangeClosed(1, SEEDS))
                .anyMatch(seed -> !Histories.run(kit, seed, Set.of(bug)).isEmpty());
    }
}
