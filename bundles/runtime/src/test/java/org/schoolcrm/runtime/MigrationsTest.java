package org.schoolcrm.runtime;

import static java.lang.Thread.State.TERMINATED;
import static java.lang.Thread.State.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
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
        assertThat(migrate("sample")).isEqualTo("2.1");
        assertThat(migrate("sample")).isEqualTo("2.1");

        assertThat(migrations.reached()).containsEntry("runtime", "40").containsEntry("sample", "2.1");
        assertThat(versions("runtime")).containsExactly("1", "40");
        assertThat(versions("sample")).containsExactly("1", "2", "2.1");
    }

    @Test
    void a_script_of_one_database_is_not_run_on_the_other() {
        migrate("sample");

        var rooms = jdbi.withHandle(handle -> handle.createQuery("select name from room order by name")
                .mapTo(String.class)
                .list());

        assertThat(rooms).containsExactly("common", "only here");
    }

    @Test
    void owners_take_turns() throws InterruptedException {
        migrate("runtime");
        var hasBegun = new CountDownLatch(1);
        var mayGoOn = new CountDownLatch(1);
        var isDone = new AtomicBoolean();
        var slow = new Thread(() -> {
            migrations.migrate("sample", new PausingLoader(hasBegun, mayGoOn));
            isDone.set(true);
        });
        var sawItDone = new AtomicBoolean();
        var other = new Thread(() -> {
            migrate("runtime");
            sawItDone.set(isDone.get());
        });

        slow.start();
        hasBegun.await();
        other.start();
        while (other.getState() != WAITING && other.getState() != TERMINATED) {
            Thread.onSpinWait();
        }
        mayGoOn.countDown();
        slow.join();
        other.join();

        assertThat(sawItDone).isTrue();
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

    /** Finds the scripts, but stops before it looks until it may go on. */
    private static final class PausingLoader extends ClassLoader {

        private final CountDownLatch opened;
        private final CountDownLatch mayGoOn;

        PausingLoader(CountDownLatch opened, CountDownLatch mayGoOn) {
            super(MigrationsTest.class.getClassLoader());
            this.opened = opened;
            this.mayGoOn = mayGoOn;
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            opened.countDown();
            try {
                mayGoOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return super.getResources(name);
        }
    }
}
