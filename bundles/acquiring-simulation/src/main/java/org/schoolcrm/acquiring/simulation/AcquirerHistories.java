package org.schoolcrm.acquiring.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.schoolcrm.acquiring.testkit.BankDocuments;
import org.schoolcrm.acquiring.testkit.BankKit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Histories that online payment survives with every bank adapter. Extend it beside the contract test. */
public abstract class AcquirerHistories {

    private static final Logger LOG = LoggerFactory.getLogger(AcquirerHistories.class);

    /** The adapter and its bank, as the contract test has them. */
    protected abstract BankKit kit();

    @TestFactory
    Stream<DynamicTest> ends_every_given_sequence_as_told() {
        return BankDocuments.sequences(kit().account().get().provider())
                .map(sequence -> dynamicTest(sequence.get("id").asText(), () -> GivenSequence.play(kit(), sequence)));
    }

    @Test
    @DisplayName("I1-I6, I10, I11, I17 hold after every history")
    void every_history_ends_with_the_books_in_agreement() {
        long first = Long.getLong("acquiring.seed", 1);
        long last = first + Long.getLong("acquiring.histories", 1_700);
        for (long seed = first; seed < last; seed++) {
            assertThat(Histories.run(kit(), seed, Set.of()))
                    .as("%s, seed %d", provider(), seed)
                    .isEmpty();
        }
        LOG.info("{}: seeds {} to {} played", provider(), first, last - 1);
    }

    @Test
    @DisplayName("whichever point a process dies at, the books agree in the end")
    void whichever_point_a_process_dies_at_the_books_agree() {
        int tried = 0;
        for (long seed = 1; seed <= 12; seed++) {
            int points = Histories.points(kit(), seed);
            for (int point = 0; point < points; point++) {
                assertThat(Histories.dyingAt(kit(), seed, point))
                        .as("%s, seed %d, point %d", provider(), seed, point)
                        .isEmpty();
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(500);
        LOG.info("{}: {} points to die at, tried one by one", provider(), tried);
    }

    private String provider() {
        return kit().account().get().provider();
    }
}
