package org.schoolcrm.host.importer;

import java.util.Map;
import java.util.Optional;

/** A line of a file: what stands in its columns, and whether more than that. */
public record Line(long number, Map<Column, String> cells, boolean tooLong) {

    /** Its external id, if a database can be asked for it. */
    public Optional<String> externalId() {
        return Optional.of(at(Column.EXTERNAL_ID)).filter(Cells::isPlain);
    }

    String at(Column column) {
        return cells.getOrDefault(column, "").strip();
    }
}
