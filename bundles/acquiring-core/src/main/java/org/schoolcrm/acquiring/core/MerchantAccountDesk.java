package org.schoolcrm.acquiring.core;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccounts;
import org.schoolcrm.acquiring.spi.MerchantAccountStore;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Transactions;

/** Where the school's accounts with banks are kept; each gets an address of its own that nobody can guess. */
public final class MerchantAccountDesk implements MerchantAccounts {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final MerchantAccountStore store;
    private final Transactions transactions;
    private final Audit audit;

    public MerchantAccountDesk(MerchantAccountStore store, Transactions transactions, Audit audit) {
        this.store = store;
        this.transactions = transactions;
        this.audit = audit;
    }

    @Override
    public List<MerchantAccount> of(BranchId branch) {
        return store.of(branch);
    }

    @Override
    public MerchantAccount connect(
            BranchId branch, String provider, String name, boolean live, Map<String, String> settings, Actor actor) {
        return transactions.inTransaction(() -> {
            var account = new MerchantAccount(store.newId(), branch, provider, name, hookKey(), live, true, settings);
            store.add(account);
            audit.record(new AuditRecord(
                    actor,
                    branch.value(),
                    "merchant-account.connected",
                    "merchant-account:" + account.id(),
                    null,
                    provider + " " + name));
            return account;
        });
    }

    private static String hookKey() {
        var bytes = new byte[18];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
