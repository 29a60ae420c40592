package org.schoolcrm.billing.core;

import java.util.List;
import org.schoolcrm.billing.api.IssuedInvoice;
import org.schoolcrm.billing.api.ManualInvoice;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Transactions;

/** Issues what somebody filled in by hand, after a look at what the customer has been asked for already (R010–R033). */
public final class ManualIssuance {

    private final ManualDrafts drafts;
    private final DuplicateInvoiceCheck duplicates;
    private final InvoiceIssuance issuance;
    private final Transactions transactions;

    public ManualIssuance(
            ManualDrafts drafts,
            DuplicateInvoiceCheck duplicates,
            InvoiceIssuance issuance,
            Transactions transactions) {
        this.drafts = drafts;
        this.duplicates = duplicates;
        this.issuance = issuance;
        this.transactions = transactions;
    }

    IssuedInvoice issue(ManualInvoice request, Actor actor) {
        var draft = drafts.draft(request);
        return transactions.inTransaction(() -> {
            duplicates.settle(draft, request.earlier(), actor);
            return issuance.issue(List.of(draft), actor).get(0);
        });
    }
}
