package org.schoolcrm.host.demo.imports;

import java.util.Map;

/** A line of a file: what stands in its columns, and whether more than that. */
record Line(long number, Map<Column, String> cells, boolean tooLong) {

    String at(Column column) {
        return cells.getOrDefault(column, "").strip();
    }
}
