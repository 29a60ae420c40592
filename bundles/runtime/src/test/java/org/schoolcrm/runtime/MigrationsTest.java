package org.schoolcrm.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

@OnBothDatabases
class MigrationsTest {

    private final FlywayMigrations migrations;
    private final Jdbi jdbi;

    MigrationsTest(TestDatabase database) {
        migrations = new FlywayMigrations(database.dataSource());
        jdbi = Jdbi.create(database.dataSource());
    }

    @Test
    void every_owner_has_a_history_of_its_own_and_may_come_again() {
        assertThat(migrate("runtime")).isEqualTo("40");
        assertThat(migrate("house")).isEqualTo("2.1");
        assertThat(migrate("house")).isEqualTo("2.1");

        assertThat(versions("runtime")).containsExactly("1", "40");
        assertThat(versions("house")).containsExactly("1", "2", "2.1");
    }

    @Test
    void a_script_of_one_database_is_not_run_on_the_other() {
        migrate("house");

        var rooms = jdbi.withHandle(handle -> handle.createQuery("select name from room order by name")
                .mapTo(String.class)
                .list());

        assertThat(rooms).containsExactly("common", "only here");
    }

    private String migrate(String owner) {
        return migrations.migrate(owner, MigrationsTest.class.getClassLoader());
    }

    private List<String> versions(String owner) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select version from " + owner + "_migrations where type = 'SQL' order by installed_rank")
                .mapTo(String.class)
                .list());
    }
}
