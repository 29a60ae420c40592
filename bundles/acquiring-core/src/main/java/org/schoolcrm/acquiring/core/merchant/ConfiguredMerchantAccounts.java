package org.schoolcrm.acquiring.core.merchant;

import org.schoolcrm.acquiring.api.AcquiringProblem;
import org.schoolcrm.acquiring.api.ConfiguredAccounts;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.AccountFiles;
import org.schoolcrm.acquiring.spi.MerchantAccountStore;
import org.schoolcrm.problem.FieldChecks;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Transactions;

/** Keeps merchant accounts as their files say; what a file does not change leaves no trace. */
public final class ConfiguredMerchantAccounts implements ConfiguredAccounts {

    private final MerchantAccountStore store;
    private final AccountFiles files;
    private final MerchantAccountAdministration desk;
    private final Transactions transactions;

    public ConfiguredMerchantAccounts(
            MerchantAccountStore store,
            AccountFiles files,
            MerchantAccountAdministration desk,
            Transactions transactions) {
        this.store = store;
        this.files = files;
        this.desk = desk;
        this.transactions = transactions;
    }

    @Override
    public MerchantAccount declare(String file, Declaration says) {
        return transactions.inTransaction(() -> {
            var candidate = store.newId();
            var id = files.claim(file, candidate);
            return id.equals(candidate) ? add(id, says) : change(store.find(id).orElseThrow(), says);
        });
    }

    @Override
    public void withdraw(String file) {
        transactions.run(() -> files.accountIn(file)
                .flatMap(store::find)
                .filter(MerchantAccount::active)
                .ifPresent(was -> desk.save(
                        MerchantAccountAdministration.with(was, was.name(), false, was.settings(), was.terms()),
                        Actor.SYSTEM)));
    }

    private MerchantAccount add(MerchantAccountId id, Declaration says) {
        return desk.add(
                new MerchantAccount(
                        id,
                        says.branch(),
                        says.provider(),
                        says.name(),
                        MerchantAccountAdministration.hookKey(),
                        says.live(),
                        says.active(),
                        says.settings(),
                        says.terms()),
                Actor.SYSTEM);
    }

    private MerchantAccount change(MerchantAccount was, Declaration says) {
        new FieldChecks()
                .require(was.branch().equals(says.branch()), "branch", AcquiringProblem.SETTING_INVALID)
                .require(was.provider().equals(says.provider()), "provider", AcquiringProblem.SETTING_INVALID)
                .require(was.live() == says.live(), "live", AcquiringProblem.SETTING_INVALID)
                .refuseAs(AcquiringProblem.SETTINGS_INVALID);
        var wanted = MerchantAccountAdministration.with(was, says.name(), says.active(), says.settings(), says.terms());
        return wanted.equals(was) ? was : desk.save(wanted, Actor.SYSTEM);
    }
}
