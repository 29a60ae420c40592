package org.schoolcrm.acquiring.cloudpayments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolcrm.acquiring.simulation.Histories;
import org.schoolcrm.acquiring.simulation.Sabotage;
import org.schoolcrm.acquiring.testkit.BankKit;

/** A bank whose news prove what they say shows what becomes of payments when false or late ones are believed. */
class PlantedBugTest {

    private static final int SEEDS = 1_500;

    @ParameterizedTest
    @EnumSource(names = {"LATE_FAILURE_WINS", "VERIFIES_NOTHING", "REFUND_IS_PAYMENT", "LATE_NUMBER_WINS"})
    void the_auditor_finds(Sabotage bug) {
        assertIsFound(new CloudpaymentsAcquirerTest().kit(), bug);
    }

    @Test
    void the_auditor_finds_roubles_that_are_tenge() {
        assertIsFound(new CloudpaymentsTengeTest().kit(), Sabotage.ROUBLES_ASSUMED);
    }

    private static void assertIsFound(BankKit kit, Sabotage bug) {
        assertThat(LongStream.rangeClosed(1, SEEDS))
                .anyMatch(seed -> !Histories.run(kit, seed, Set.of(bug)).isEmpty());
    }
}
