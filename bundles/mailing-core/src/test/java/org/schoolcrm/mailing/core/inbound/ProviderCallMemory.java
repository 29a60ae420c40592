package org.schoolcrm.mailing.core.inbound;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.ProviderCallStore;
import org.schoolcrm.provider.api.RawWebhook;

/** Calls of providers, in memory. */
public final class ProviderCallMemory implements ProviderCallStore {

    private final Map<String, KeptCall> calls = new LinkedHashMap<>();
    final Map<Long, State> states = new LinkedHashMap<>();

    @Override
    public boolean keep(ProviderAccountId account, String key, RawWebhook call, boolean verified) {
        long id = calls.size() + 1L;
        states.putIfAbsent(id, State.WAITING);
        return calls.putIfAbsent(account + key, new KeptCall(id, account, verified, call)) == null;
    }

    @Override
    public List<KeptCall> waiting(Set<ProviderAccountId> accounts, int limit) {
        return calls.values().stream()
                .filter(one -> states.get(one.id()) == State.WAITING && accounts.contains(one.account()))
                .limit(limit)
                .toList();
    }

    @Override
    public void done(long id, State state) {
        states.put(id, state);
    }

    @Override
    public void forget(Duration age) {}
}
