package org.schoolcrm.host.importer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.importer.HostRecords.NamedValue;
import org.schoolcrm.host.importer.HostRecords.ValueList;

/** What cells name: customers by their number in the other system or, after a #, in this one; lists by their words. */
final class References {

    private static final Pattern OURS = Pattern.compile("#(\\d{1,18})");

    private final HostRecords host;

    References(HostRecords host) {
        this.host = host;
    }

    Map<String, Long> customers(List<Line> lines) {
        return named(ImportKind.CUSTOMERS, lines, Column.CUSTOMER);
    }

    Map<String, Long> subscriptions(List<Line> lines) {
        return named(ImportKind.SUBSCRIPTIONS, lines, Column.SUBSCRIPTION);
    }

    private Map<String, Long> named(ImportKind kind, List<Line> lines, Column column) {
        var theirs = new HashSet<String>();
        var ours = new HashSet<Long>();
        lines.stream()
                .map(line -> line.at(column))
                .filter(text -> !text.isEmpty())
                .forEach(text -> {
                    var number = OURS.matcher(text);
                    if (number.matches()) {
                        ours.add(Long.valueOf(number.group(1)));
                    } else if (Cells.isPlain(text)) {
                        theirs.add(text);
                    }
                });
        var found = new HashMap<String, Long>();
        host.imported(kind, theirs).forEach((text, known) -> found.put(text, known.id()));
        if (!ours.isEmpty()) {
            host.present(kind, ours).forEach(id -> found.put("#" + id, id));
        }
        return found;
    }

    /** A list of the CRM by the words of its values. */
    Listed list(ValueList list) {
        var values = host.values(list);
        return new Listed(
                values.stream()
                        .collect(Collectors.toMap(one -> small(one.name()), NamedValue::id, (one, other) -> one)),
                values.stream().map(NamedValue::name).collect(Collectors.joining(", ")));
    }

    /** The groups of the branch; a name that two groups have leads to neither, and is known as 0. */
    Map<String, Long> groups() {
        return host.groups().stream()
                .collect(Collectors.toMap(one -> small(one.name().strip()), NamedValue::id, (one, other) -> 0L));
    }

    private static String small(String name) {
        return Blanks.word(name);
    }

    /** A list's values by their words in small letters. */
    record Listed(Map<String, Long> entries, String words) {

        @Nullable
        Long find(String name) {
            return entries.get(small(name));
        }
    }
}
