package org.schoolcrm.host.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolcrm.host.spi.Branch;

/** A few lines, checked against what the CRM holds just now. */
public final class Batch<R extends Record> {

    /** The most lines in a batch. */
    public static final int LINES = 1_000;

    private final ImportKind kind;
    private final LineReader<R> reader;
    private final List<Entry<R>> entries = new ArrayList<>();

    private Batch(
            LineReader<R> reader,
            ImportKind kind,
            Branch branch,
            HostRecords host,
            List<Line> lines,
            Map<String, Long> firstLines) {
        this.kind = kind;
        this.reader = reader;
        var ids = lines.stream().map(Line::externalId).flatMap(Optional::stream).collect(Collectors.toSet());
        var known = host.imported(kind, ids);
        var read = reader.reader(host, branch, lines, known);
        for (var line : lines) {
            var cells = new Cells(line);
            var id = cells.required(Column.EXTERNAL_ID, Cells.LONGEST_ID);
            long first = firstLines.getOrDefault(id, line.number());
            if (first != line.number()) {
                cells.note(Column.EXTERNAL_ID, Fault.REPEATED, Long.toString(first));
            }
            var row = read.apply(cells);
            entries.add(new Entry<>(line.number(), id, row, known.get(id), List.copyOf(cells.found())));
        }
    }

    /** Checks the lines; {@code firstLines} says which line of the file has an external id first. */
    public static Batch<?> of(
            ImportKind kind, Branch branch, HostRecords host, List<Line> lines, Map<String, Long> firstLines) {
        return switch (kind) {
            case CUSTOMERS -> new Batch<>(new CustomerLines(), kind, branch, host, lines, firstLines);
            case SUBSCRIPTIONS -> new Batch<>(new SubscriptionLines(), kind, branch, host, lines, firstLines);
            case LESSONS -> new Batch<>(new LessonLines(), kind, branch, host, lines, firstLines);
            case BALANCES -> new Batch<>(new BalanceLines(), kind, branch, host, lines, firstLines);
        };
    }

    public Tally tally() {
        return Tally.of(outcomes());
    }

    public List<Entry.Outcome> outcomes() {
        return entries.stream().map(Entry::outcome).toList();
    }

    public List<Finding> findings() {
        return entries.stream().flatMap(entry -> entry.found().stream()).toList();
    }

    /** Writes what is right. */
    public void write(HostWriter host) {
        var added = with(Entry.Outcome.ADDED);
        if (!added.isEmpty()) {
            reader.writer(host).add(host.number(kind, added));
        }
        var changed = with(Entry.Outcome.CHANGED);
        if (!changed.isEmpty()) {
            reader.writer(host).change(changed);
            host.remember(kind, changed);
        }
    }

    private List<Entry<R>> with(Entry.Outcome outcome) {
        return entries.stream().filter(entry -> entry.outcome() == outcome).toList();
    }
}
