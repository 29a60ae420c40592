package org.schoolcrm.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

@OnBothDatabases
class TransactionsTest {

    private final JtaTransactions transactions;
    private final Jdbi jdbi;

    TransactionsTest(TestDatabase database) {
        transactions = new JtaTransactions(database.transactionManager());
        jdbi = Jdbi.create(database.dataSource());
    }

    @BeforeEach
    void an_empty_table() {
        jdbi.useHandle(handle -> handle.execute("drop table if exists note"));
        jdbi.useHandle(handle -> handle.execute("create table note (text varchar(20) primary key)"));
    }

    @Test
    void saves_everything_when_the_work_succeeds() {
        transactions.run(() -> {
            write("one");
            transactions.run(() -> write("two"));
        });

        assertThat(notes()).containsExactly("one", "two");
    }

    @Test
    void saves_nothing_when_the_work_fails() {
        assertThatThrownBy(() -> transactions.run(() -> {
                    write("one");
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(notes()).isEmpty();
    }

    @Test
    void saves_nothing_when_a_part_failed_even_if_somebody_caught_it() {
        assertThatThrownBy(() -> transactions.run(() -> {
                    write("one");
                    try {
                        transactions.run(() -> {
                            throw new IllegalArgumentException("no");
                        });
                    } catch (IllegalArgumentException caught) {
                        write("two");
                    }
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(notes()).isEmpty();
    }

    @Test
    void repeats_the_work_when_the_database_chose_it_as_a_victim() {
        var tries = new AtomicInteger();

        transactions.run(() -> {
            write("try " + tries.incrementAndGet());
            if (tries.get() < 3) {
                throw new IllegalStateException(new SQLException("deadlock detected", "40P01"));
            }
        });

        assertThat(notes()).containsExactly("try 3");
    }

    @Test
    void gives_up_after_a_bounded_number_of_conflicts() {
        var tries = new AtomicInteger();

        assertThatThrownBy(() -> transactions.run(() -> {
                    tries.incrementAndGet();
                    throw new IllegalStateException(new SQLException("could not serialize", "40001"));
                }))
                .hasRootCauseInstanceOf(SQLException.class);

        assertThat(tries).hasValue(5);
    }

    @Test
    void runs_what_follows_only_after_the_commit() {
        var seen = new ArrayList<String>();

        transactions.run(() -> {
            transactions.afterCommit(() -> seen.add("saved " + notes()));
            write("one");
            seen.add("working");
        });

        assertThat(seen).containsExactly("working", "saved [one]");
    }

    @Test
    void forgets_what_was_to_follow_when_nothing_was_saved() {
        var seen = new ArrayList<String>();

        assertThatThrownBy(() -> transactions.run(() -> {
                    transactions.afterCommit(() -> seen.add("saved"));
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(seen).isEmpty();
    }

    private void write(String text) {
        jdbi.useHandle(handle -> handle.execute("insert into note values (?)", text));
    }

    private List<String> notes() {
        return jdbi.withHandle(handle -> handle.createQuery("select text from note order by text")
                .mapTo(String.class)
                .list());
    }
}
