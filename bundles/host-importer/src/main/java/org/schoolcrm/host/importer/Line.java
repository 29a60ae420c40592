package org.schoolcrm.host.importer;

import java.util.Map;
import java.util.Optional;

/**
 * A line of a file.
 *
 * @param cells what stands in its columns
 * @param tooLong whether more than that stands in it
 * @param swallows whether one of its cells looks like further lines, because a quote was closed too late
 */
public record Line(long number, Map<Column, String> cells, boolean tooLong, boolean swallows) {

    /** Its external id, if a database can be asked for it. */
    public Optional<String> externalId() {
        return Optional.of(at(Column.EXTERNAL_ID)).filter(Cells::isPlain);
    }

    String at(Column column) {
        return Blanks.strip(cells.getOrDefault(column, ""));
    }
}
