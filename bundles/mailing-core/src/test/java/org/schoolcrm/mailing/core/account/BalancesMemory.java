package org.schoolcrm.mailing.core.account;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.mailing.api.AccountBalance;
import org.schoolcrm.mailing.spi.AccountBalances;

/** Balances in memory. */
final class BalancesMemory implements AccountBalances {

    private final Map<ProviderAccountId, AccountBalance> balances = new LinkedHashMap<>();

    @Override
    public List<AccountBalance> all() {
        return List.copyOf(balances.values());
    }

    @Override
    public Optional<AccountBalance> find(ProviderAccountId account) {
        return Optional.ofNullable(balances.get(account));
    }

    @Override
    public void put(AccountBalance balance) {
        balances.put(balance.account(), balance);
    }
}
