package org.schoolcrm.itests.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.schoolcrm.acquiring.simulation.Histories;
import org.schoolcrm.acquiring.testkit.BankKit;
import org.schoolcrm.itests.application.TestApplication;
import org.schoolcrm.runtime.testkit.TestDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Histories of payments on the stores, transactions and keys of a real PostgreSQL; so many in all, from such a seed:
 * {@code -Dpostgres.histories=20000 -Dacquiring.seed=7}.
 */
class PostgresHistoriesTest {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresHistoriesTest.class);

    /** Each history opens accounts in the same branch, and each payment looks at all of them. */
    private static final int A_DATABASE = 200;

    private static TestDatabase database;
    private static TestApplication application;
    private static int played;

    @BeforeAll
    static void open() {
        database = TestDatabase.postgres();
        application = TestApplication.still(database, Instant.parse("2026-09-01T09:00:00Z"), 60);
    }

    @AfterAll
    static void close() {
        application.close();
        database.close();
    }

    @TestFactory
    @DisplayName("I1-I6, I10, I11, I17 hold after every history on PostgreSQL")
    Stream<DynamicTest> every_history_ends_with_the_books_in_agreement() {
        var kits = BankKits.all();
        long first = Long.getLong("acquiring.seed", 1);
        long last = first + Long.getLong("postgres.histories", 70) / kits.size();
        return kits.entrySet().stream()
                .map(bank -> dynamicTest(bank.getKey(), () -> play(bank.getKey(), bank.getValue(), first, last)));
    }

    private static void play(String bank, BankKit kit, long first, long last) {
        for (long seed = first; seed <= last; seed++) {
            assertThat(Histories.run(kit, seed, point -> new DatabaseSimulationStores(application, point)))
                    .as("%s, seed %d", bank, seed)
                    .isEmpty();
            application.statements();
            if (++played % A_DATABASE == 0) {
                close();
                open();
            }
        }
        LOG.info("{}: seeds {} to {} on PostgreSQL", bank, first, last);
    }
}
