package org.schoolcrm.channel.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.PartPrice;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.ProviderAccountStore;
import org.schoolcrm.channel.spi.ProviderTerms;

/** Provider accounts for tests; every adapter has an account for all branches as soon as it is installed. */
public final class ProviderAccountsMemory implements ProviderAccountStore {

    private final List<? extends MessageChannel> adapters;
    private final Map<Long, ProviderAccount> accounts = new TreeMap<>();
    private final Map<String, ProviderAccountId> files = new ConcurrentHashMap<>();
    private long last;

    /** @param adapters changes as adapters come and go */
    public ProviderAccountsMemory(List<? extends MessageChannel> adapters) {
        this.adapters = adapters;
    }

    @Override
    public synchronized ProviderAccountId newId() {
        return new ProviderAccountId(++last);
    }

    @Override
    public synchronized void add(ProviderAccount account) {
        accounts.put(account.id().value(), account);
    }

    @Override
    public synchronized void save(ProviderAccount account) {
        accounts.put(account.id().value(), account);
    }

    @Override
    public synchronized List<ProviderAccount> all() {
        for (var adapter : adapters) {
            var provider = adapter.profile().provider();
            if (accounts.values().stream().noneMatch(one -> one.provider().equals(provider))) {
                add(TestAccount.of(newId().value(), provider, Map.of()));
            }
        }
        return List.copyOf(accounts.values());
    }

    /** The account of the only provider of that name. */
    public ProviderAccountId of(String provider) {
        return all().stream()
                .filter(one -> one.provider().equals(provider))
                .map(ProviderAccount::id)
                .findFirst()
                .orElseThrow();
    }

    /** From now on a part of a message of that provider costs so much. */
    public void costing(String provider, PartPrice perPart) {
        under(provider, new ProviderTerms(0, perPart, null, false));
    }

    /** From now on the provider's account is used under these terms. */
    public void under(String provider, ProviderTerms terms) {
        var was = find(of(provider)).orElseThrow();
        save(new ProviderAccount(
                was.id(),
                was.branch(),
                was.provider(),
                was.name(),
                was.hookKey(),
                was.active(),
                was.settings(),
                terms));
    }

    @Override
    public synchronized boolean removeUnused(ProviderAccountId id) {
        return accounts.remove(id.value()) != null;
    }

    @Override
    public ProviderAccountId claim(String file, ProviderAccountId candidate) {
        return Optional.ofNullable(files.putIfAbsent(file, candidate)).orElse(candidate);
    }

    @Override
    public Optional<String> fileOf(ProviderAccountId id) {
        return files.entrySet().stream()
                .filter(entry -> entry.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public Optional<ProviderAccountId> accountIn(String file) {
        return Optional.ofNullable(files.get(file));
    }
}
