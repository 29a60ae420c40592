package org.schoolcrm.host.demo.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolcrm.host.importer.ImportKind.BALANCES;
import static org.schoolcrm.host.importer.ImportKind.CUSTOMERS;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import org.schoolcrm.host.importer.Tally;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** Fifty thousand lines: with progress while they are written, and through a crash in the middle. */
@OnBothDatabases
class LargeFileTest {

    private static final int LINES = 50_000;

    private final ImportOperator operator;

    LargeFileTest(TestDatabase database) {
        this.operator = new ImportOperator(database);
    }

    @Test
    void fifty_thousand_lines_come_in_whole_or_in_valid_lines_and_both_show_how_far_they_are() {
        var others = operator.count("school_customer");
        var all = operator.check(CUSTOMERS, customers(LINES));
        assertThat(all.tally()).isEqualTo(new Tally(LINES, 0, 0, 0));
        var seen = new ArrayList<FileImport>();
        var visible = new ArrayList<Long>();
        afterEvery("insert into school_customer ", at -> {
            if (at % 10 == 0) {
                apart(() -> {
                    seen.add(operator.imports.find(ImportOperator.MOSCOW, all.id()));
                    visible.add(operator.count("school_customer") - others);
                });
            }
        });

        var done = operator.write(all, ImportMode.ALL_OR_NOTHING);

        assertThat(done.tally()).isEqualTo(new Tally(LINES, 0, 0, 0));
        assertThat(operator.count("school_customer") - others).isEqualTo(LINES);
        assertThat(seen).hasSize(5).allMatch(one -> one.state() == ImportState.WRITING);
        assertThat(seen)
                .extracting(one -> one.tally().added())
                .isSorted()
                .doesNotContain(0L)
                .doesNotHaveDuplicates();
        assertThat(visible).as("nothing of it is there before all of it is").containsOnly(0L);

        var balances = operator.check(BALANCES, balances(LINES));
        assertThat(balances.tally()).isEqualTo(new Tally(LINES - 5, 0, 0, 5));
        afterEvery("insert into school_opening", at -> {
            if (at == 25) {
                throw new IllegalStateException("The power is gone");
            }
        });
        assertThatThrownBy(() -> operator.write(balances, ImportMode.VALID_LINES))
                .hasMessageContaining("power");
        var halfway = operator.imports.find(ImportOperator.MOSCOW, balances.id());
        assertThat(halfway.state()).isEqualTo(ImportState.WRITING);
        assertThat(halfway.tally().lines()).isEqualTo(24_000);

        operator.tables.jdbi().setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
        operator.work.write(balances.id());
        var finished = operator.imports.find(ImportOperator.MOSCOW, balances.id());

        assertThat(finished.state()).isEqualTo(ImportState.DONE);
        assertThat(finished.tally()).isEqualTo(new Tally(LINES - 5, 0, 0, 5));
        assertThat(operator.wrong(finished)).hasSize(5);
        assertThat(operator.count("school_entry e join school_external x on x.id = e.customer_id"
                        + " and x.kind = 'CUSTOMERS' where e.amount = 10001"))
                .isEqualTo(LINES - 5);
        assertThat(operator.count(
                        "school_account a where a.balance <> (select coalesce(sum(e.amount), 0) from school_entry e"
                                + " where e.customer_id = a.customer_id and e.account_id = a.account_id)"))
                .isZero();
    }

    @Test
    void a_thousand_lines_cost_as_many_statements_as_ten() {
        assertThat(statements(1_000)).isEqualTo(statements(10));
    }

    private int statements(int lines) {
        var checked = operator.check(CUSTOMERS, customers(lines).replace("K-", "K-" + lines + "-"));
        var count = new AtomicInteger();
        afterEvery("", at -> count.set(at));
        operator.write(checked, ImportMode.ALL_OR_NOTHING);
        operator.tables.jdbi().setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
        return count.get();
    }

    private void afterEvery(String statement, IntConsumer then) {
        var times = new AtomicInteger();
        operator.tables.jdbi().setSqlLogger(new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                if (context.getRenderedSql().startsWith(statement)) {
                    then.accept(times.incrementAndGet());
                }
            }
        });
    }

    /** On another thread, which has a connection and no transaction of its own. */
    private static void apart(Runnable look) {
        CompletableFuture.runAsync(look).join();
    }

    private static String customers(int lines) {
        return IntStream.rangeClosed(1, lines)
                .mapToObj(i -> "K-" + i + ";Клиент " + i + ";parent" + i + "@example.org;+7916" + (1_000_000 + i))
                .collect(Collectors.joining("\n", "Внешний код;Название;E-mail;Мобильный\n", "\n"));
    }

    private static String balances(int lines) {
        return IntStream.rangeClosed(1, lines)
                .mapToObj(i -> "B-" + i + ";K-" + i + ";" + (i % 10_000 == 0 ? "сто" : "100,01"))
                .collect(Collectors.joining("\r\n", "\uFEFFВнешний код;Клиент;Баланс\r\n", "\r\n"));
    }
}
