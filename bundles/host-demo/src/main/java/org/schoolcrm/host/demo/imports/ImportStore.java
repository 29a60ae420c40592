package org.schoolcrm.host.demo.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.Update;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.host.importer.ImportKind;
import org.schoolcrm.host.importer.Tally;
import org.schoolcrm.host.spi.BranchId;

/** Where imports live, their files and what was found wrong; every call joins the caller's transaction. */
final class ImportStore {

    /** The most findings that are kept of a file; the number of wrong lines is exact beyond it. */
    static final int FINDINGS = 1_000;

    private final SchoolTables tables;

    ImportStore(SchoolTables tables) {
        this.tables = tables;
    }

    long create(BranchId branch, ImportKind kind, String file, String by, Instant now) {
        return tables.jdbi().withHandle(handle -> {
            long id = handle.createQuery("select nextval('school_id')")
                    .mapTo(Long.class)
                    .one();
            handle.createUpdate("insert into school_import (id, branch_id, kind, file, by_whom, state, started_at,"
                            + " bytes, bytes_read, total, line, added, changed, unchanged, wrong, preview) values"
                            + " (:id, :branch, :kind, :file, :by, 'ARRIVING', :now, 0, 0, 0, 0, 0, 0, 0, 0, '')")
                    .bind("id", id)
                    .bind("branch", branch.value())
                    .bind("kind", kind.name())
                    .bind("file", file)
                    .bind("by", by)
                    .bind("now", now)
                    .execute();
            return id;
        });
    }

    void addPart(long id, int position, byte[] bytes) {
        execute(
                "insert into school_import_part (import_id, position, bytes) values (:id, :position, :bytes)",
                id,
                sql -> sql.bind("position", position).bind("bytes", bytes));
        execute(
                "update school_import set bytes = bytes + :more where id = :id",
                id,
                sql -> sql.bind("more", bytes.length));
    }

    Optional<byte[]> part(long id, int position) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select bytes from school_import_part where import_id = :id and position = :position")
                        .bind("id", id)
                        .bind("position", position)
                        .map((row, context) -> row.getBytes("bytes"))
                        .findOne());
    }

    Optional<FileImport> find(long id) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from school_import where id = :id")
                        .bind("id", id)
                        .map((row, context) -> read(row))
                        .findOne());
    }

    List<FileImport> recent(BranchId branch, int limit) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from school_import where branch_id = :branch"
                                + " and state <> 'ARRIVING' order by id desc fetch first " + limit + " rows only")
                        .bind("branch", branch.value())
                        .map((row, context) -> read(row))
                        .list());
    }

    /** Those that nobody has taken further since. */
    List<FileImport> abandoned(Instant since) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from school_import"
                                + " where state in ('ARRIVING', 'CHECKED') and started_at < :since order by id")
                        .bind("since", since)
                        .map((row, context) -> read(row))
                        .list());
    }

    boolean othersWrite(FileImport one) {
        return tables.jdbi()
                        .withHandle(handle -> handle.createQuery("select count(*) from school_import"
                                        + " where branch_id = :branch and state = 'WRITING' and id < :id")
                                .bind("branch", one.branch().value())
                                .bind("id", one.id())
                                .mapTo(Integer.class)
                                .one())
                > 0;
    }

    /** Locks the import and takes it a step further; false if that step is not to be taken any more. */
    boolean become(long id, ImportState next) {
        return tables.jdbi().withHandle(handle -> {
            var state = handle.createQuery("select state from school_import where id = :id for update")
                    .bind("id", id)
                    .mapTo(String.class)
                    .map(ImportState::valueOf)
                    .one();
            if (!state.canBecome(next)) {
                return false;
            }
            handle.createUpdate("update school_import set state = :state where id = :id")
                    .bind("state", next.name())
                    .bind("id", id)
                    .execute();
            if (next.isOver()) {
                handle.execute("delete from school_import_part where import_id = ?", id);
                handle.execute("delete from school_import_key where import_id = ?", id);
            }
            return true;
        });
    }

    void choose(long id, ImportMode mode) {
        execute("update school_import set mode = :mode where id = :id", id, sql -> sql.bind("mode", mode.name()));
    }

    /** Begins to count anew. */
    void reset(long id) {
        execute("delete from school_import_finding where import_id = :id", id, sql -> sql);
        execute(
                "delete from school_import_key where import_id = :id and exists"
                        + " (select 1 from school_import i where i.id = :id and i.state = 'CHECKING')",
                id,
                sql -> sql);
        count(id, 0, 0, Tally.NONE);
    }

    void count(long id, long bytesRead, long line, Tally tally) {
        execute(
                "update school_import set bytes_read = :read, line = :line, added = :added, changed = :changed,"
                        + " unchanged = :unchanged, wrong = :wrong where id = :id",
                id,
                sql -> sql.bind("read", bytesRead)
                        .bind("line", line)
                        .bind("added", tally.added())
                        .bind("changed", tally.changed())
                        .bind("unchanged", tally.unchanged())
                        .bind("wrong", tally.wrong()));
    }

    void expect(long id, long total, String preview) {
        execute(
                "update school_import set total = :total, preview = :preview where id = :id",
                id,
                sql -> sql.bind("total", total).bind("preview", preview));
    }

    private void execute(String statement, long id, UnaryOperator<Update> values) {
        tables.jdbi()
                .useHandle(handle -> values.apply(handle.createUpdate(statement).bind("id", id))
                        .execute());
    }

    private static FileImport read(ResultSet row) throws SQLException {
        var mode = row.getString("mode");
        return new FileImport(
                row.getLong("id"),
                new BranchId(row.getLong("branch_id")),
                ImportKind.valueOf(row.getString("kind")),
                row.getString("file"),
                row.getString("by_whom"),
                ImportState.valueOf(row.getString("state")),
                mode == null ? null : ImportMode.valueOf(mode),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getLong("bytes"),
                row.getLong("bytes_read"),
                row.getLong("total"),
                row.getLong("line"),
                new Tally(row.getLong("added"), row.getLong("changed"), row.getLong("unchanged"), row.getLong("wrong")),
                row.getString("preview"));
    }
}
