package org.schoolcrm.shell;

import java.util.stream.Stream;
import org.apache.karaf.shell.support.table.ShellTable;

/** Tables of the console. */
public final class Tables {

    private Tables() {}

    public static ShellTable of(String... columns) {
        var table = new ShellTable();
        Stream.of(columns).forEach(table::column);
        return table;
    }
}
