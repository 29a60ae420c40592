package org.schoolcrm.itests.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.MailingRuns;
import org.schoolcrm.mailing.api.Mailings;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** What a page of a run costs the database does not depend on how many customers are on it. */
class PageCostTest {

    private static final Instant NOON = Instant.parse("2026-09-01T09:00:00Z");
    private static final BranchId CENTRE = new BranchId(1);

    @Test
    void a_page_is_written_with_the_same_statements_whatever_its_size_on_h2() {
        assertThat(statementsOfOnePage(TestDatabase.h2(), 500)).isEqualTo(statementsOfOnePage(TestDatabase.h2(), 30));
    }

    @Test
    void a_page_is_written_with_the_same_statements_whatever_its_size_on_postgres() {
        assertThat(statementsOfOnePage(TestDatabase.postgres(), 500))
                .isEqualTo(statementsOfOnePage(TestDatabase.postgres(), 30));
    }

    private static List<String> statementsOfOnePage(TestDatabase database, int customers) {
        try (database;
                var house = TestApplication.still(database, NOON, customers)) {
            var runs = house.the(MailingRuns.class);
            var mailing = house.the(Mailings.class).of(CENTRE).get(0);
            var run = runs.start(mailing.id(), "by hand", Actor.SYSTEM);
            house.work("mailing-run");
            house.statements();

            house.work("mailing-page");

            var statements = house.statements();
            var progress = runs.progress(run.id());
            assertThat(progress.done()).isEqualTo(progress.customers()).isGreaterThan(customers / 4);
            assertThat(progress.billed()).isGreaterThan(customers / 10);
            return statements;
        }
    }
}
