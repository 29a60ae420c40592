package org.schoolcrm.host.demo.imports;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.host.demo.data.SchoolSeeder;
import org.schoolcrm.host.demo.school.TableBranches;
import org.schoolcrm.host.demo.school.TableCustomers;
import org.schoolcrm.host.importer.ImportKind;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.runtime.FlywayMigrations;
import org.schoolcrm.runtime.InstantColumns;
import org.schoolcrm.runtime.JtaTransactions;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.testkit.FakeJobs;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** An administrator with files, and a small school to bring them into. */
final class ImportOperator {

    static final BranchId MOSCOW = new BranchId(1);
    private static final long FIRST_IMPORTED = 2_000_000_000L;
    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");

    final SettableClock clock = new SettableClock("2026-09-30T09:00:00Z");
    final SchoolTables tables;
    final FakeJobs jobs = new FakeJobs(clock);
    final Imports imports;
    final ImportWork work;
    final TableCustomers customers;
    private final List<JobHandler> handlers;

    ImportOperator(TestDatabase database) {
        var transactions = new JtaTransactions(database.transactionManager());
        tables = new SchoolTables(
                database.dataSource(), new FlywayMigrations(database.dataSource()), new InstantColumns());
        new SchoolSeeder(tables, transactions, clock, 7, 20, "2026-09-15");
        var branches = new TableBranches(tables);
        customers = new TableCustomers(tables, branches);
        imports = new Imports(tables, transactions, jobs, clock);
        work = new ImportWork(tables, branches, transactions, clock);
        handlers = List.of(new CheckJob(work), new WriteJob(work, clock));
        clear();
    }

    /** Takes away what the test before this one has brought in. */
    private void clear() {
        tables.jdbi().useHandle(handle -> {
            for (var table : List.of("import_finding", "import_key", "import_part", "import", "opening", "external")) {
                handle.execute("delete from school_" + table);
            }
            handle.execute("delete from school_posted_period where subscription_id >= ?", FIRST_IMPORTED);
            for (var table : List.of("attendance", "lesson", "subscription", "contact", "entry", "account")) {
                handle.execute("delete from school_" + table + " where customer_id >= ?", FIRST_IMPORTED);
            }
            handle.execute("delete from school_customer where id >= ?", FIRST_IMPORTED);
            handle.execute("update school_customer set branch_id = 1 where id = 1");
        });
    }

    /** Hands the file in and has it checked. */
    FileImport check(ImportKind kind, String file) {
        return check(kind, file.getBytes(StandardCharsets.UTF_8));
    }

    FileImport check(ImportKind kind, byte[] file) {
        return check(kind, new ByteArrayInputStream(file));
    }

    FileImport check(ImportKind kind, InputStream file) {
        var received = imports.receive(MOSCOW, kind, "file.csv", "Админ", file);
        jobs.runDue(handlers);
        return imports.find(MOSCOW, received.id());
    }

    /** Has a checked file written. */
    FileImport write(FileImport one, ImportMode mode) {
        imports.start(MOSCOW, one.id(), mode);
        return goOn(one);
    }

    FileImport goOn(FileImport one) {
        jobs.runDue(handlers);
        return imports.find(MOSCOW, one.id());
    }

    FileImport load(ImportKind kind, String file) {
        return write(check(kind, file), ImportMode.ALL_OR_NOTHING);
    }

    /** What is wrong, as a Russian reads it: line, column, sentence. */
    List<String> wrong(FileImport one) {
        return imports.findings(one).stream()
                .map(finding -> finding.line() + " "
                        + (finding.column() == null ? "" : finding.column().heading(RUSSIAN) + ": ")
                        + finding.fault().words(RUSSIAN, finding.given(), finding.expected()))
                .toList();
    }

    CustomerFacts facts(String externalId) {
        long id = tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select id from school_external where kind = 'CUSTOMERS' and external_id = :external")
                        .bind("external", externalId)
                        .mapTo(Long.class)
                        .one());
        var window = new DateRange(LocalDate.parse("2026-09-01"), LocalDate.parse("2026-10-31"));
        return customers
                .facts(MOSCOW, Set.of(new CustomerId(id)), window, clock.now())
                .get(0);
    }

    long count(String table) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from " + table)
                        .mapTo(Long.class)
                        .one());
    }
}
