package org.schoolcrm.shell;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
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

    /** Counts of things, none of which are left out, such as {@code nothing to pay 12, no address 3}. */
    public static String counts(Map<? extends Enum<?>, Long> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(one ->
                                one.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + one.getValue())
                        .collect(Collectors.joining(", "));
    }
}
