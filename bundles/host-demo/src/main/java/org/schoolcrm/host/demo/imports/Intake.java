package org.schoolcrm.host.demo.imports;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.schoolcrm.host.spi.Branch;

/** How lines of one kind become rows of the school. Everything is asked and written for a whole batch at once. */
interface Intake<R extends Record> {

    /** Looks up what the lines refer to; the answer reads each of them without asking the database again. */
    Function<Cells, R> reader(Handle handle, Branch branch, List<Line> lines, Map<String, Known> known);

    void add(Handle handle, Branch branch, List<Entry<R>> entries);

    void change(Handle handle, Branch branch, List<Entry<R>> entries);
}
