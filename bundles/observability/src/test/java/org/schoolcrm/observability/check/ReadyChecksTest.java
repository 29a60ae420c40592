package org.schoolcrm.observability.check;

import static org.apache.felix.hc.api.Result.Status.CRITICAL;
import static org.apache.felix.hc.api.Result.Status.OK;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;
import org.schoolcrm.runtime.api.Migrations;
import org.schoolcrm.runtime.api.Secrets;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** What a node cannot serve without is missed as soon as it is gone. */
@OnBothDatabases
class ReadyChecksTest {

    private final TestDatabase database;

    ReadyChecksTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void a_database_that_answers_is_well_and_keeps_no_connection() {
        var result = new DatabaseCheck(database.dataSource()).execute();

        assertThat(result.getStatus()).isEqualTo(OK);
        assertThat(result.toString()).contains(database.isPostgres() ? "PostgreSQL answers" : "H2 answers");
        assertThat(database.borrowed()).isZero();
    }

    @Test
    void a_database_that_refuses_is_not() {
        var refusing = Part.of(DataSource.class, Map.of("getConnection", new SQLException("too many clients")));

        var result = new DatabaseCheck(refusing).execute();

        assertThat(result.getStatus()).isEqualTo(CRITICAL);
        assertThat(result.toString()).contains("too many clients");
    }

    @Test
    void what_is_away_is_named_and_missed() {
        assertThat(new DatabaseCheck(Part.away(DataSource.class)).execute().toString())
                .contains("CRITICAL", "Not running", "javax.sql.DataSource");
        assertThat(new MigrationsCheck(Part.away(Migrations.class), "billing")
                        .execute()
                        .getStatus())
                .isEqualTo(CRITICAL);
        assertThat(new KeysCheck(Part.away(Secrets.class)).execute().getStatus())
                .isEqualTo(CRITICAL);
    }

    @Test
    void tables_that_were_not_brought_up_to_date_are_missed() {
        var migrations = Part.of(Migrations.class, Map.of("reached", Map.of("runtime", "40")));

        assertThat(new MigrationsCheck(migrations, "runtime").execute().getStatus())
                .isEqualTo(OK);
        assertThat(new MigrationsCheck(migrations, "runtime, billing").execute().toString())
                .contains("CRITICAL", "Tables of billing are not up to date yet");
    }

    @Test
    void a_key_that_opens_nothing_is_no_key() {
        var right = Part.of(Secrets.class, Map.of("seal", "sealed", "open", "probe"));
        var wrong = Part.of(Secrets.class, Map.of("seal", "sealed", "open", "something else"));
        var lost = Part.of(Secrets.class, Map.of("seal", new IllegalStateException("no key 'first'")));

        assertThat(new KeysCheck(right).execute().getStatus()).isEqualTo(OK);
        assertThat(new KeysCheck(wrong).execute().getStatus()).isEqualTo(CRITICAL);
        assertThat(new KeysCheck(lost).execute().toString()).contains("CRITICAL", "no key 'first'");
    }

    @Test
    void an_edge_that_has_left_is_named() {
        var servlets = List.<ServiceReference<?>>of(servlet("crm-api"), servlet("webhooks"));

        assertThat(new EdgesCheck(servlets, "crm-api, webhooks").execute().getStatus())
                .isEqualTo(OK);
        assertThat(new EdgesCheck(servlets, "crm-api,webhooks,pay-page")
                        .execute()
                        .toString())
                .contains("CRITICAL", "pay-page is not there");
    }

    @Test
    void threads_that_wait_for_each_other_end_only_with_the_process() {
        var stuck = Part.of(ThreadMXBean.class, Map.of("findDeadlockedThreads", new long[] {1, 2}));

        assertThat(new DeadlockCheck(ManagementFactory.getThreadMXBean())
                        .execute()
                        .getStatus())
                .isEqualTo(OK);
        assertThat(new DeadlockCheck(stuck).execute().toString()).contains("CRITICAL", "2 threads");
    }

    private static ServiceReference<?> servlet(String name) {
        return Part.of(ServiceReference.class, Map.of("getProperty", name));
    }
}
