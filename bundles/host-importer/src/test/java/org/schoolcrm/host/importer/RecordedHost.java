package org.schoolcrm.host.importer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A CRM that keeps in memory what importers bring. */
final class RecordedHost implements HostRecords, HostWriter {

    private final Map<ImportKind, Map<String, Known>> known = new HashMap<>();
    private final Map<Long, Record> rows = new HashMap<>();
    private final List<Integer> asked = new ArrayList<>();
    private long next = 2_000_000_000L;

    /** What was written last under that id. */
    <R extends Record> R row(Class<R> type, ImportKind kind, String externalId) {
        return type.cast(
                rows.get(Objects.requireNonNull(of(kind).get(externalId)).id()));
    }

    int count(ImportKind kind) {
        return of(kind).size();
    }

    /** How many external ids each question was about. */
    List<Integer> asked() {
        return asked;
    }

    private Map<String, Known> of(ImportKind kind) {
        return known.computeIfAbsent(kind, one -> new HashMap<>());
    }

    @Override
    public Map<String, Known> imported(ImportKind kind, Set<String> externalIds) {
        asked.add(externalIds.size());
        var found = new HashMap<>(of(kind));
        found.keySet().retainAll(externalIds);
        return found;
    }

    @Override
    public Set<Long> present(ImportKind kind, Set<Long> ids) {
        return of(kind).values().stream().map(Known::id).filter(ids::contains).collect(Collectors.toSet());
    }

    @Override
    public List<NamedValue> values(ValueList list) {
        return switch (list) {
            case STATUS -> named("Учится", "Пробный период", "На паузе", "Закончил обучение");
            case SUBJECT -> named("Математика", "Английский язык");
            case LESSON_TYPE -> named("Индивидуальный", "Групповой");
        };
    }

    @Override
    public long usualStatus() {
        return 1;
    }

    @Override
    public List<NamedValue> groups() {
        return named("Утро", "Вечер", " вечер ");
    }

    private static List<NamedValue> named(String... names) {
        return IntStream.range(0, names.length)
                .mapToObj(i -> new NamedValue(i + 1, names[i]))
                .toList();
    }

    @Override
    public Map<Long, SubscriptionOwner> owners(Collection<Long> subscriptions) {
        return subscriptions.stream().collect(Collectors.toMap(id -> id, id -> {
            var bought = (SubscriptionLines.Bought) Objects.requireNonNull(rows.get(id));
            return new SubscriptionOwner(bought.customer(), bought.separate());
        }));
    }

    @Override
    public Set<Long> held(Collection<Long> lessons) {
        return lessons.stream()
                .filter(id -> rows.get(id) instanceof LessonLines.Planned planned
                        && planned.status().equals("HELD"))
                .collect(Collectors.toSet());
    }

    @Override
    public Set<AccountKey> accounts(Collection<Long> customers) {
        var found = customers.stream().map(id -> new AccountKey(id, 0)).collect(Collectors.toCollection(HashSet::new));
        rows.forEach((id, row) -> {
            if (row instanceof SubscriptionLines.Bought bought && bought.separate()) {
                found.add(new AccountKey(bought.customer(), id));
            }
        });
        return found;
    }

    @Override
    public Map<String, AccountKey> openings(Collection<String> externalIds) {
        return externalIds.stream().collect(Collectors.toMap(id -> id, id -> {
            var opening = row(BalanceLines.Opening.class, ImportKind.BALANCES, id);
            return new AccountKey(opening.customer(), opening.account());
        }));
    }

    @Override
    public <R extends Record> List<Entry<R>> number(ImportKind kind, List<Entry<R>> added) {
        var numbered = added.stream()
                .map(entry -> entry.as(new Known(next++, entry.fingerprint())))
                .toList();
        remember(kind, numbered);
        return numbered;
    }

    @Override
    public <R extends Record> void remember(ImportKind kind, List<Entry<R>> changed) {
        changed.forEach(entry -> of(kind).put(entry.externalId(), new Known(entry.id(), entry.fingerprint())));
    }

    @Override
    public RowWriter<CustomerLines.Customer> customers() {
        return rows();
    }

    @Override
    public RowWriter<SubscriptionLines.Bought> subscriptions() {
        return rows();
    }

    @Override
    public RowWriter<LessonLines.Planned> lessons() {
        return rows();
    }

    @Override
    public RowWriter<BalanceLines.Opening> balances() {
        return rows();
    }

    private <R extends Record> RowWriter<R> rows() {
        return new RowWriter<>() {
            @Override
            public void add(List<Entry<R>> entries) {
                change(entries);
            }

            @Override
            public void change(List<Entry<R>> entries) {
                entries.forEach(entry -> rows.put(entry.id(), entry.row()));
            }
        };
    }
}
