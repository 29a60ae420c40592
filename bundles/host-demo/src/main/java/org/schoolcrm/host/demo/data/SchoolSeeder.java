package org.schoolcrm.host.demo.data;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills an empty database with a school; later starts find it as it was left. */
public final class SchoolSeeder {

    private static final Logger LOG = LoggerFactory.getLogger(SchoolSeeder.class);

    /**
     * The same seed and size on the same day make the same school, to the last kopeck.
     *
     * @param day the day that the school's calendar is built around, empty for today
     */
    public SchoolSeeder(
            SchoolTables tables, Transactions transactions, Clock clock, long seed, int customers, String day) {
        if (tables.jdbi()
                        .withHandle(handle -> handle.createQuery("select count(*) from school_branch")
                                .mapTo(Integer.class)
                                .one())
                == 0) {
            var start = clock.now();
            var today = day.isBlank() ? clock.today(ZoneOffset.UTC) : LocalDate.parse(day);
            transactions.run(() -> new SchoolGenerator(tables, seed, customers, today).generate());
            LOG.info(
                    "A school with {} customers was created in {} s",
                    customers,
                    Duration.between(start, clock.now()).toSeconds());
        }
    }
}
