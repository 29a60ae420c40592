package org.schoolcrm.host.demo.imports;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.Branch;

/** What cells name: customers by their number in the other system or, after a #, in this one; lists by their words. */
final class References {

    private static final Pattern OURS = Pattern.compile("#(\\d{1,18})");

    private final Handle handle;
    private final Branch branch;

    References(Handle handle, Branch branch) {
        this.handle = handle;
        this.branch = branch;
    }

    Map<String, Long> customers(List<Line> lines) {
        return named(
                ImportKind.CUSTOMERS,
                lines,
                Column.CUSTOMER,
                "select id from school_customer where branch_id = :branch and id = any(cast(:ids as bigint array))");
    }

    Map<String, Long> subscriptions(List<Line> lines) {
        return named(
                ImportKind.SUBSCRIPTIONS,
                lines,
                Column.SUBSCRIPTION,
                "select s.id from school_subscription s join school_customer c on c.id = s.customer_id"
                        + " where c.branch_id = :branch and s.id = any(cast(:ids as bigint array))");
    }

    private Map<String, Long> named(ImportKind kind, List<Line> lines, Column column, String own) {
        var theirs = new HashSet<String>();
        var ours = new HashSet<Long>();
        lines.stream()
                .map(line -> line.at(column))
                .filter(text -> !text.isEmpty())
                .forEach(text -> {
                    var number = OURS.matcher(text);
                    if (number.matches()) {
                        ours.add(Long.valueOf(number.group(1)));
                    } else {
                        theirs.add(text);
                    }
                });
        var found = new HashMap<String, Long>();
        new Externals(handle, branch.id()).find(kind, theirs).forEach((text, known) -> found.put(text, known.id()));
        present(own, ours).forEach(id -> found.put("#" + id, id));
        return found;
    }

    private Set<Long> present(String sql, Set<Long> ids) {
        return ids.isEmpty()
                ? Set.of()
                : handle.createQuery(sql)
                        .bind("branch", branch.id().value())
                        .bindArray("ids", Long.class, ids.toArray())
                        .mapTo(Long.class)
                        .collect(Collectors.toSet());
    }

    /** A list of the school by the words of its entries. */
    Listed list(String kind) {
        var entries = new HashMap<String, Long>();
        var names = handle.createQuery("select id, name from school_list where kind = :kind order by id")
                .bind("kind", kind)
                .map((row, context) -> {
                    entries.putIfAbsent(row.getString("name").toLowerCase(Locale.ROOT), row.getLong("id"));
                    return row.getString("name");
                })
                .list();
        return new Listed(entries, String.join(", ", names));
    }

    /** The groups of the branch; a name that two groups have leads to neither, and is known as 0. */
    Map<String, Long> groups() {
        var found = new HashMap<String, Long>();
        handle.createQuery("select id, name from school_group where branch_id = :branch")
                .bind("branch", branch.id().value())
                .map((row, context) -> found.merge(
                        row.getString("name").strip().toLowerCase(Locale.ROOT), row.getLong("id"), (one, other) -> 0L))
                .list();
        return found;
    }

    /** A list's entries by their words in small letters. */
    record Listed(Map<String, Long> entries, String words) {

        @Nullable
        Long find(String name) {
            return entries.get(name.toLowerCase(Locale.ROOT));
        }
    }
}
