package org.schoolcrm.mailing.core.dispatch;

import org.schoolcrm.billing.api.issuer.Issuer;
import org.schoolcrm.billing.api.issuer.Issuers;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;

/** What recipients know the school by: the name in its details, or else that of its branch. */
public final class SchoolNames {

    private final Issuers issuers;
    private final Branches branches;

    public SchoolNames(Issuers issuers, Branches branches) {
        this.issuers = issuers;
        this.branches = branches;
    }

    Issuer issuer(BranchId branch) {
        return issuers.of(branch);
    }

    public String of(BranchId branch) {
        return of(branch, issuer(branch));
    }

    String of(BranchId branch, Issuer issuer) {
        var named = issuer.details().name();
        return named.isBlank() ? branches.find(branch).map(Branch::name).orElse("") : named;
    }
}
