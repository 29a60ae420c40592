package org.schoolcrm.host.demo.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.schoolcrm.host.spi.BranchId;

/** The numbers that other systems know the school's rows by. */
record Externals(Handle handle, BranchId branch) {

    /** As many numbers as a batch may have lines. */
    static final int BLOCK = 1_000;

    Map<String, Known> find(ImportKind kind, Collection<String> externalIds) {
        var found = new HashMap<String, Known>();
        handle.createQuery(
                        "select x.external_id, x.id, x.fingerprint from unnest(cast(:ids as varchar array)) wanted(id)"
                                + " join school_external x on x.branch_id = :branch and x.kind = :kind"
                                + " and x.external_id = wanted.id")
                .bind("branch", branch.value())
                .bind("kind", kind.name())
                .bindArray(
                        "ids",
                        String.class,
                        externalIds.stream().filter(Cells::isPlain).toArray())
                .map((row, context) -> found.put(row.getString("external_id"), known(row)))
                .list();
        return found;
    }

    private static Known known(ResultSet row) throws SQLException {
        return new Known(row.getLong("id"), row.getBytes("fingerprint"));
    }

    /** Gives new entries their numbers and notes them. */
    <R extends Record> List<Entry<R>> add(ImportKind kind, List<Entry<R>> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        long first = handle.createQuery("select nextval('school_import_id')")
                .mapTo(Long.class)
                .one();
        var numbered = new ArrayList<Entry<R>>();
        for (var entry : entries) {
            numbered.add(entry.as(new Known(first + numbered.size(), entry.fingerprint())));
        }
        var batch = handle.prepareBatch("insert into school_external (branch_id, kind, external_id, id, fingerprint)"
                + " values (:branch, :kind, :external, :id, :fingerprint)");
        numbered.forEach(entry -> batch.bind("branch", branch.value())
                .bind("kind", kind.name())
                .bind("external", entry.externalId())
                .bind("id", entry.id())
                .bind("fingerprint", entry.fingerprint())
                .add());
        batch.execute();
        return numbered;
    }

    <R extends Record> void change(ImportKind kind, List<Entry<R>> entries) {
        if (entries.isEmpty()) {
            return;
        }
        var batch = handle.prepareBatch("update school_external set fingerprint = :fingerprint"
                + " where branch_id = :branch and kind = :kind and external_id = :external");
        entries.forEach(entry -> batch.bind("branch", branch.value())
                .bind("kind", kind.name())
                .bind("external", entry.externalId())
                .bind("fingerprint", entry.fingerprint())
                .add());
        batch.execute();
    }
}
