package org.schoolcrm.acquiring.core.merchant;

import org.schoolcrm.acquiring.api.ConfiguredAccounts;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.AccountFiles;
import org.schoolcrm.acquiring.spi.MerchantAccountStore;
import org.schoolcrm.problem.FieldChecks;
import org.schoolcrm.provider.api.ProviderProblem;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Transactions;

/** Keeps merchant accounts as their files say; what a file does not change leaves no trace. */
public final class ConfiguredMerchantAccounts implements ConfiguredAccounts {

    private final MerchantAccountStore store;
    private final AccountFiles files;
    private final MerchantAccountAdministration administration;
    private final Transactions transactions;

    public ConfiguredMerchantAccounts(
            MerchantAccountStore store,
            AccountFiles files,
            MerchantAccountAdministration administration,
            Transactions transactions) {
        this.store = store;
        this.files = files;
        this.administration = administration;
        this.transactions = transactions;
    }

    @Override
    public MerchantAccount declare(String file, Declaration declared) {
        return transactions.inTransaction(() -> {
            var candidate = store.newId();
            var id = files.claim(file, candidate);
            return id.equals(candidate)
                    ? add(id, declared)
                    : change(store.find(id).orElseThrow(), declared);
        });
    }

    @Override
    public void withdraw(String file) {
        transactions.run(() -> files.accountIn(file)
                .flatMap(store::find)
                .filter(MerchantAccount::active)
                .ifPresent(was -> administration.save(
                        MerchantAccountAdministration.with(was, was.name(), false, was.settings(), was.terms()),
                        Actor.SYSTEM)));
    }

    private MerchantAccount add(MerchantAccountId id, Declaration declared) {
        return administration.add(
                new MerchantAccount(
                        id,
                        declared.branch(),
                        declared.provider(),
                        declared.name(),
                        MerchantAccountAdministration.hookKey(),
                        declared.live(),
                        declared.active(),
                        declared.settings(),
                        declared.terms()),
                Actor.SYSTEM);
    }

    private MerchantAccount change(MerchantAccount was, Declaration declared) {
        new FieldChecks()
                .require(was.branch().equals(declared.branch()), "branch", ProviderProblem.SETTING_INVALID)
                .require(was.provider().equals(declared.provider()), "provider", ProviderProblem.SETTING_INVALID)
                .require(was.live() == declared.live(), "live", ProviderProblem.SETTING_INVALID)
                .refuseAs(ProviderProblem.SETTINGS_INVALID);
        var wanted = MerchantAccountAdministration.with(
                was, declared.name(), declared.active(), declared.settings(), declared.terms());
        return wanted.equals(was) ? was : administration.save(wanted, Actor.SYSTEM);
    }
}
