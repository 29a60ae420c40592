package org.schoolcrm.host.demo.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.schoolcrm.host.spi.Branch;

/** A few lines, understood against the school as it is just now. */
final class Batch<R extends Record> {

    private final Handle handle;
    private final Branch branch;
    private final ImportKind kind;
    private final Intake<R> intake;
    private final List<Entry<R>> entries = new ArrayList<>();

    /** Reads the lines; {@code first} says which line of the file has an external number first. */
    Batch(Handle handle, Branch branch, ImportKind kind, Intake<R> intake, List<Line> lines, Map<String, Long> first) {
        this.handle = handle;
        this.branch = branch;
        this.kind = kind;
        this.intake = intake;
        var ids = lines.stream().map(line -> line.at(Column.EXTERNAL_ID)).collect(Collectors.toSet());
        var known = new Externals(handle, branch.id()).find(kind, ids);
        var reader = intake.reader(handle, branch, lines, known);
        for (var line : lines) {
            var cells = new Cells(line);
            var id = cells.required(Column.EXTERNAL_ID, Cells.LONGEST_ID);
            long before = first.getOrDefault(id, line.number());
            if (before != line.number()) {
                cells.note(Column.EXTERNAL_ID, Fault.REPEATED, Long.toString(before));
            }
            var row = reader.apply(cells);
            entries.add(new Entry<>(line.number(), id, row, known.get(id), List.copyOf(cells.found())));
        }
    }

    Tally tally() {
        return Tally.of(outcomes());
    }

    List<Entry.Outcome> outcomes() {
        return entries.stream().map(Entry::outcome).toList();
    }

    List<Finding> findings() {
        return entries.stream().flatMap(entry -> entry.found().stream()).toList();
    }

    /** Writes what is right. */
    void write() {
        var externals = new Externals(handle, branch.id());
        var added = externals.add(kind, with(Entry.Outcome.ADDED));
        if (!added.isEmpty()) {
            intake.add(handle, branch, added);
        }
        var changed = with(Entry.Outcome.CHANGED);
        if (!changed.isEmpty()) {
            intake.change(handle, branch, changed);
            externals.change(kind, changed);
        }
    }

    private List<Entry<R>> with(Entry.Outcome outcome) {
        return entries.stream().filter(entry -> entry.outcome() == outcome).toList();
    }
}
