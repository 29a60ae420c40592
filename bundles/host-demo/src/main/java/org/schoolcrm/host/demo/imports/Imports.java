package org.schoolcrm.host.demo.imports;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.host.demo.school.SchoolProblem;
import org.schoolcrm.host.importer.Fault;
import org.schoolcrm.host.importer.Finding;
import org.schoolcrm.host.importer.ImportKind;
import org.schoolcrm.host.importer.Tally;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;

/**
 * Takes files in, tells how they fare, and lets people decide.
 *
 * <p>Refusals are {@link org.schoolcrm.problem.ProblemException}s of a {@link SchoolProblem}.
 */
public final class Imports {

    private static final int PART = 256 * 1024;
    private static final int RECENT = 10;
    private static final Duration KEPT = Duration.ofDays(1);

    private final ImportStore store;
    private final FindingStore findings;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Clock clock;

    public Imports(SchoolTables tables, Transactions transactions, Jobs jobs, Clock clock) {
        this.store = new ImportStore(tables);
        this.findings = new FindingStore(tables);
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Keeps the file, a piece at a time, and has it checked; nothing of the school changes. */
    public FileImport receive(BranchId branch, ImportKind kind, String file, String by, InputStream body) {
        dropAbandoned();
        var name = new Finding(0, null, Fault.UNREADABLE, file, "").given();
        long id = transactions.inTransaction(() -> store.create(branch, kind, name, by, clock.now()));
        try {
            var part = body.readNBytes(PART);
            for (int position = 0; part.length > 0; position++) {
                var bytes = part;
                int at = position;
                transactions.run(() -> store.addPart(id, at, bytes));
                part = body.readNBytes(PART);
            }
        } catch (IOException e) {
            transactions.run(() -> store.become(id, ImportState.DROPPED));
            throw SchoolProblem.IMPORT_INCOMPLETE.refuse();
        }
        transactions.run(() -> {
            store.become(id, ImportState.CHECKING);
            jobs.schedule(new JobId(CheckJob.KIND, Long.toString(id)), clock.now());
        });
        return find(branch, id);
    }

    public FileImport find(BranchId branch, long id) {
        return store.find(id)
                .filter(one -> one.branch().equals(branch))
                .orElseThrow(SchoolProblem.IMPORT_UNKNOWN::refuse);
    }

    /** Newest first. */
    public List<FileImport> recent(BranchId branch) {
        return store.recent(branch, RECENT);
    }

    /** The first thousand, in order of lines. */
    public List<Finding> findings(FileImport one) {
        return findings.of(one.id());
    }

    /** Has a checked file written. All of a file that has wrong lines is not to be had. */
    public FileImport start(BranchId branch, long id, ImportMode mode) {
        transactions.run(() -> {
            var one = find(branch, id);
            if (!store.become(id, ImportState.WRITING)) {
                throw SchoolProblem.IMPORT_NOT_READY.refuse();
            }
            store.choose(id, mode);
            if (mode == ImportMode.ALL_OR_NOTHING && one.tally().wrong() > 0) {
                store.count(id, one.bytes(), 0, new Tally(0, 0, 0, one.tally().wrong()));
                store.become(id, ImportState.REFUSED);
            } else {
                store.reset(id);
                jobs.schedule(new JobId(WriteJob.KIND, Long.toString(id)), clock.now());
            }
        });
        return find(branch, id);
    }

    /** Forgets a file that is not wanted any more. */
    public void drop(BranchId branch, long id) {
        transactions.run(() -> {
            var one = find(branch, id);
            if (!store.become(one.id(), ImportState.DROPPED)) {
                throw SchoolProblem.IMPORT_NOT_READY.refuse();
            }
        });
    }

    private void dropAbandoned() {
        store.abandoned(clock.now().minus(KEPT))
                .forEach(one -> transactions.run(() -> store.become(one.id(), ImportState.DROPPED)));
    }
}
