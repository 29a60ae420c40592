package org.schoolcrm.acquiring.simulation;

import java.util.List;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.MerchantAccountStore;
import org.schoolcrm.host.spi.BranchId;

/** Merchant accounts in memory. */
final class SimulatedAccounts implements MerchantAccountStore {

    private final SimulatedTables tables;

    SimulatedAccounts(SimulatedTables tables) {
        this.tables = tables;
    }

    @Override
    public MerchantAccountId newId() {
        return new MerchantAccountId(tables.nextId());
    }

    @Override
    public void add(MerchantAccount account) {
        tables.merchants.add(account);
    }

    @Override
    public void save(MerchantAccount account) {
        tables.merchants.replaceAll(was -> was.id().equals(account.id()) ? account : was);
    }

    @Override
    public boolean removeUnused(MerchantAccountId id) {
        return tables.merchants.removeIf(one -> one.id().equals(id) && !one.active());
    }

    @Override
    public Optional<MerchantAccount> find(MerchantAccountId id) {
        return tables.merchants.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public Optional<MerchantAccount> findByHook(String provider, String hookKey) {
        return tables.merchants.stream()
                .filter(one -> one.hookKey().equals(hookKey))
                .findFirst();
    }

    @Override
    public List<MerchantAccount> of(BranchId branch) {
        return tables.merchants.stream()
                .filter(one -> one.branch().equals(branch))
                .toList();
    }
}
