package org.schoolcrm.observability.check;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.Result;
import org.schoolcrm.acquiring.api.AccountHealth;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccounts;
import org.schoolcrm.host.spi.Branches;

/** Whether the banks of active merchant accounts can be called and answer. */
public final class BanksCheck extends Check {

    /** So many failures in a row open the circuit. */
    private static final int FAILING = 5;

    private final Branches branches;
    private final MerchantAccounts accounts;

    public BanksCheck(Branches branches, MerchantAccounts accounts) {
        super(Result.Status.WARN);
        this.branches = branches;
        this.accounts = accounts;
    }

    @Override
    void look(FormattingResultLog log) {
        log.debug("Banks of all branches");
        for (var branch : branches.all()) {
            for (var account : accounts.of(branch.id())) {
                if (account.active()) {
                    judge(log, account, accounts.health(account.id()));
                }
            }
        }
    }

    private static void judge(FormattingResultLog log, MerchantAccount account, AccountHealth health) {
        var who = account.provider() + " (account " + account.id() + ")";
        if (!health.installed()) {
            log.critical("{}: its adapter is not installed", who);
        } else if (health.failuresInARow() >= FAILING) {
            log.critical("{}: {} calls in a row without an answer", who, health.failuresInARow());
        } else if (health.failuresInARow() > 0) {
            log.warn("{}: the last call was not answered", who);
        } else {
            log.info("{}: answers", who);
        }
    }
}
