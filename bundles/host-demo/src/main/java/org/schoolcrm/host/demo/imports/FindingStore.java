package org.schoolcrm.host.demo.imports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.host.importer.Column;
import org.schoolcrm.host.importer.Fault;
import org.schoolcrm.host.importer.Finding;
import org.schoolcrm.host.importer.Line;

/** What was found wrong with the lines of a file, and which line has which external number first. */
final class FindingStore {

    private final SchoolTables tables;

    FindingStore(SchoolTables tables) {
        this.tables = tables;
    }

    void add(long id, List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        tables.jdbi().useHandle(handle -> {
            int position = handle.createQuery("select count(*) from school_import_finding where import_id = :id")
                    .bind("id", id)
                    .mapTo(Integer.class)
                    .one();
            var batch = handle.prepareBatch("insert into school_import_finding (import_id, position, line,"
                    + " column_name, fault, given, expected)"
                    + " values (:id, :position, :line, :column, :fault, :given, :expected)");
            for (var finding : findings.subList(0, Math.min(findings.size(), ImportStore.FINDINGS - position))) {
                batch.bind("id", id)
                        .bind("position", position++)
                        .bind("line", finding.line())
                        .bind(
                                "column",
                                finding.column() == null
                                        ? null
                                        : finding.column().name())
                        .bind("fault", finding.fault().name())
                        .bind("given", finding.given())
                        .bind("expected", finding.expected())
                        .add();
            }
            batch.execute();
        });
    }

    List<Finding> of(long id) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select * from school_import_finding where import_id = :id order by position")
                        .bind("id", id)
                        .map((row, context) -> {
                            var column = row.getString("column_name");
                            return new Finding(
                                    row.getLong("line"),
                                    column == null ? null : Column.valueOf(column),
                                    Fault.valueOf(row.getString("fault")),
                                    row.getString("given"),
                                    row.getString("expected"));
                        })
                        .list());
    }

    /** Notes the external numbers of these lines, unless an earlier line has them. */
    static void noteKeys(Handle handle, long id, List<Line> lines) {
        var batch = handle.prepareBatch("insert into school_import_key (import_id, external_id, line)"
                + " values (:id, :external, :line) on conflict do nothing");
        lines.forEach(line -> line.externalId()
                .ifPresent(external -> batch.bind("id", id)
                        .bind("external", external)
                        .bind("line", line.number())
                        .add()));
        batch.execute();
    }

    static Map<String, Long> firstLines(Handle handle, long id, List<Line> lines) {
        var first = new HashMap<String, Long>();
        handle.createQuery("select k.external_id, k.line from unnest(cast(:keys as varchar array)) wanted(id)"
                        + " join school_import_key k on k.import_id = :id and k.external_id = wanted.id")
                .bind("id", id)
                .bindArray(
                        "keys",
                        String.class,
                        lines.stream()
                                .map(Line::externalId)
                                .flatMap(Optional::stream)
                                .toArray())
                .map((row, context) -> first.put(row.getString("external_id"), row.getLong("line")))
                .list();
        return first;
    }
}
