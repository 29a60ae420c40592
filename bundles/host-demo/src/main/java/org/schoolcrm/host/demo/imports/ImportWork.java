package org.schoolcrm.host.demo.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.host.demo.school.TableBranches;
import org.schoolcrm.host.importer.Batch;
import org.schoolcrm.host.importer.CsvLines;
import org.schoolcrm.host.importer.Finding;
import org.schoolcrm.host.importer.Line;
import org.schoolcrm.host.importer.Preview;
import org.schoolcrm.host.importer.Tally;
import org.schoolcrm.host.importer.UnreadableFile;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/** Reads files to say what they would do, and writes them once somebody has said go. Both may begin again after a crash. */
public final class ImportWork {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SchoolTables tables;
    private final TableBranches branches;
    private final Transactions transactions;
    private final Clock clock;
    private final ImportStore store;
    private final FindingStore findings;

    public ImportWork(SchoolTables tables, TableBranches branches, Transactions transactions, Clock clock) {
        this.tables = tables;
        this.branches = branches;
        this.transactions = transactions;
        this.clock = clock;
        this.store = new ImportStore(tables);
        this.findings = new FindingStore(tables);
    }

    /** Some line was wrong although all of them were wanted. */
    private static final class WrongLines extends RuntimeException {

        private final transient List<Finding> found;

        WrongLines(List<Finding> found) {
            this.found = found;
        }
    }

    /** Nothing of the school is touched. */
    void check(long id) {
        var one = store.find(id).orElseThrow();
        if (one.state() != ImportState.CHECKING) {
            return;
        }
        transactions.run(() -> store.reset(id));
        try {
            transactions.run(() -> store.expect(id, 0, json(Preview.NONE)));
            var file = new StoredFile(store, id);
            var lines = new CsvLines(file, one.kind());
            var tally = Tally.NONE;
            for (var some = lines.next(Batch.LINES); !some.isEmpty(); some = lines.next(Batch.LINES)) {
                tally = checked(one, some, tally, file.bytesRead());
            }
            transactions.run(() -> store.become(id, ImportState.CHECKED));
        } catch (UnreadableFile e) {
            refuse(id, List.of(e.finding()));
        }
    }

    private Tally checked(FileImport one, List<Line> lines, Tally before, long bytesRead) {
        return transactions.inTransaction(() -> tables.jdbi().withHandle(handle -> {
            var now = store.find(one.id()).orElseThrow();
            if (now.state() != ImportState.CHECKING) {
                return before;
            }
            FindingStore.noteKeys(handle, one.id(), lines);
            var batch = batch(handle, one, lines);
            var tally = before.plus(batch.tally());
            findings.add(one.id(), batch.findings());
            store.count(one.id(), bytesRead, 0, tally);
            var preview = before.lines() == 0 ? json(Preview.of(one.kind(), lines, batch.outcomes())) : now.preview();
            store.expect(one.id(), tally.lines(), preview);
            return tally;
        }));
    }

    /** False while another import of the branch has to be waited for. */
    boolean write(long id) {
        var one = store.find(id).orElseThrow();
        if (one.state() != ImportState.WRITING) {
            return true;
        }
        if (store.othersWrite(one)) {
            return false;
        }
        if (one.mode() == ImportMode.VALID_LINES) {
            writeValid(one);
        } else {
            writeAll(one);
        }
        return true;
    }

    private void writeAll(FileImport one) {
        try {
            transactions.run(() -> {
                takeTurn(one);
                var lines = new CsvLines(new StoredFile(store, one.id()), one.kind());
                var tally = Tally.NONE;
                for (var some = lines.next(Batch.LINES); !some.isEmpty(); some = lines.next(Batch.LINES)) {
                    tally = tally.plus(written(one, some, true));
                    var soFar = tally;
                    transactions.apart(() -> {
                        store.count(one.id(), one.bytes(), 0, soFar);
                        return soFar;
                    });
                }
                finish(one.id(), tally);
            });
        } catch (WrongLines e) {
            refuse(one.id(), e.found);
        }
    }

    /** Each batch is written with the note of how far it reaches, so that a second try begins behind it. */
    private void writeValid(FileImport one) {
        var lines = new CsvLines(new StoredFile(store, one.id()), one.kind());
        for (var some = lines.next(Batch.LINES); !some.isEmpty(); some = lines.next(Batch.LINES)) {
            var batch = some;
            long last = batch.get(batch.size() - 1).number();
            transactions.run(() -> {
                takeTurn(one);
                var now = store.find(one.id()).orElseThrow();
                if (now.state() == ImportState.WRITING && now.line() < last) {
                    store.count(one.id(), one.bytes(), last, now.tally().plus(written(one, batch, false)));
                }
            });
        }
        transactions.run(
                () -> finish(one.id(), store.find(one.id()).orElseThrow().tally()));
    }

    private Tally written(FileImport one, List<Line> lines, boolean all) {
        return tables.jdbi().withHandle(handle -> {
            var batch = batch(handle, one, lines);
            if (all && batch.tally().wrong() > 0) {
                throw new WrongLines(batch.findings());
            }
            if (!all) {
                findings.add(one.id(), batch.findings());
            }
            batch.write(new SchoolWriter(handle, home(one), clock));
            return batch.tally();
        });
    }

    private void finish(long id, Tally tally) {
        store.count(id, store.find(id).orElseThrow().bytes(), 0, tally);
        store.become(id, ImportState.DONE);
    }

    private void refuse(long id, List<Finding> found) {
        transactions.run(() -> {
            store.reset(id);
            findings.add(id, found);
            store.count(
                    id,
                    0,
                    0,
                    new Tally(
                            0,
                            0,
                            0,
                            found.stream().map(Finding::line).distinct().count()));
            store.become(id, ImportState.REFUSED);
        });
    }

    private void takeTurn(FileImport one) {
        tables.jdbi().useHandle(handle -> {
            long branch = one.branch().value();
            handle.execute("insert into school_import_turn (branch_id) values (?) on conflict do nothing", branch);
            handle.createQuery("select branch_id from school_import_turn where branch_id = :branch for update")
                    .bind("branch", branch)
                    .mapTo(Long.class)
                    .one();
        });
    }

    private Branch home(FileImport one) {
        return branches.find(one.branch()).orElseThrow();
    }

    private Batch<?> batch(Handle handle, FileImport one, List<Line> lines) {
        var firstLines = FindingStore.firstLines(handle, one.id(), lines);
        return Batch.of(one.kind(), home(one), new SchoolRecords(handle, one.branch()), lines, firstLines);
    }

    private static String json(Preview preview) {
        try {
            return JSON.writeValueAsString(preview);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
