package org.schoolcrm.persistence.payment;

import java.util.List;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.MerchantAccountStore;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.persistence.Entities;
import org.schoolcrm.persistence.Json;
import org.schoolcrm.persistence.Remembered;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Secrets;
import org.schoolcrm.runtime.api.Transactions;

/**
 * Merchant accounts as JPA rows whose settings are sealed. Which account a bank calls for is remembered, so that a
 * storm of calls opens the seal once.
 */
public final class JpaMerchantAccountStore implements MerchantAccountStore {

    private final BillingTables tables;
    private final Entities entities;
    private final Secrets secrets;
    private final Remembered<Hook, MerchantAccount> known;

    public JpaMerchantAccountStore(
            BillingTables tables, Entities entities, Secrets secrets, Transactions transactions, Clock clock) {
        this.tables = tables;
        this.entities = entities;
        this.secrets = secrets;
        this.known = new Remembered<>(transactions, clock);
    }

    private record Hook(String provider, String key) {}

    @Override
    public MerchantAccountId newId() {
        return new MerchantAccountId(tables.ids().next("merchant_account_id"));
    }

    @Override
    public void add(MerchantAccount account) {
        var sealed = secrets.seal(Json.write(account.settings()), place(account.id()));
        entities.add(new MerchantAccountRow(account, sealed));
    }

    @Override
    public void save(MerchantAccount account) {
        var sealed = secrets.seal(Json.write(account.settings()), place(account.id()));
        entities.change(MerchantAccountRow.class, account.id().value(), row -> {
            row.take(account, sealed);
            return account;
        });
        known.changed();
    }

    @Override
    public boolean removeUnused(MerchantAccountId id) {
        boolean gone = tables.jdbi()
                        .withHandle(handle -> handle.createUpdate(
                                        "delete from merchant_account where id = :id and not active"
                                                + " and not exists (select 1 from payment_attempt where merchant_account_id = :id)"
                                                + " and not exists (select 1 from bank_operation where merchant_account_id = :id)"
                                                + " and not exists (select 1 from webhook_inbox where merchant_account_id = :id)")
                                .bind("id", id.value())
                                .execute())
                == 1;
        known.changed();
        return gone;
    }

    @Override
    public Optional<MerchantAccount> find(MerchantAccountId id) {
        return entities.find(MerchantAccountRow.class, id.value()).map(this::opened);
    }

    @Override
    public Optional<MerchantAccount> findByHook(String provider, String hookKey) {
        return known.find(new Hook(provider, hookKey), this::readByHook);
    }

    private Optional<MerchantAccount> readByHook(Hook hook) {
        return entities.read(manager -> manager
                .createQuery(
                        "select a from MerchantAccountRow a where a.provider = :provider and a.hookKey = :key",
                        MerchantAccountRow.class)
                .setParameter("provider", hook.provider())
                .setParameter("key", hook.key())
                .getResultList()
                .stream()
                .findFirst()
                .map(this::opened));
    }

    @Override
    public List<MerchantAccount> of(BranchId branch) {
        return entities.read(manager -> manager
                .createQuery(
                        "select a from MerchantAccountRow a where a.branch = :branch order by a.id",
                        MerchantAccountRow.class)
                .setParameter("branch", branch.value())
                .getResultList()
                .stream()
                .map(this::opened)
                .toList());
    }

    @Override
    public boolean hasActive(BranchId branch) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select exists (select 1 from merchant_account where branch_id = :branch and active)")
                        .bind("branch", branch.value())
                        .mapTo(Boolean.class)
                        .one());
    }

    private MerchantAccount opened(MerchantAccountRow row) {
        return row.toAccount(Json.strings(secrets.open(row.settingsSealed(), place(row.id()))));
    }

    private static Secrets.Place place(MerchantAccountId id) {
        return new Secrets.Place("merchant_account", id.toString(), "settings");
    }
}
