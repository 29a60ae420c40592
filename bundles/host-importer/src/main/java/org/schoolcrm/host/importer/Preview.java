package org.schoolcrm.host.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The first lines of a file and what would become of each. */
public record Preview(List<Column> columns, List<Row> rows) {

    public static final Preview NONE = new Preview(List.of(), List.of());

    private static final int ROWS = 20;
    private static final int SHOWN = 60;

    /** A line; its cells in the order of the columns. */
    public record Row(long line, String outcome, List<String> cells) {}

    public static Preview of(ImportKind kind, List<Line> lines, List<Entry.Outcome> outcomes) {
        var shown = lines.subList(0, Math.min(ROWS, lines.size()));
        Set<Column> used = new TreeSet<>();
        shown.forEach(line -> used.addAll(line.cells().keySet()));
        var columns = kind.columns().stream().filter(used::contains).toList();
        var rows = new ArrayList<Row>();
        for (int i = 0; i < shown.size(); i++) {
            var line = shown.get(i);
            rows.add(new Row(
                    line.number(),
                    outcomes.get(i).name(),
                    columns.stream().map(column -> shortened(line.at(column))).toList()));
        }
        return new Preview(columns, rows);
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
