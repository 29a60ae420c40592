package org.schoolcrm.host.importer;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.schoolcrm.host.spi.Branch;

/** How lines of one kind become rows of the CRM. */
interface LineReader<R extends Record> {

    /** Looks up what the lines refer to; the answer reads each of them without asking the CRM again. */
    Function<Cells, R> reader(HostRecords host, Branch branch, List<Line> lines, Map<String, Known> known);

    HostWriter.RowWriter<R> writer(HostWriter host);
}
