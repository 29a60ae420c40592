package org.schoolcrm.billing.api.issuer;

import org.schoolcrm.problem.ProblemType;

/** Every way issuer details can be wrong. */
public enum IssuerProblem implements ProblemType {
    ACCOUNT_WRONG(422),
    BANK_INCOMPLETE(422),
    BIC_WRONG(422),
    CORRESPONDENT_WRONG(422),
    EMAIL_WRONG(422),
    INN_WRONG(422),
    ISSUER_CHANGED(409),
    ISSUER_INVALID(422),
    ISSUER_MISSING(409),
    KPP_OF_COMPANIES(422),
    KPP_WRONG(422),
    LOGO_TOO_BIG(413),
    LOGO_TOO_WIDE(422),
    LOGO_UNREADABLE(422),
    NAME_MISSING(422),
    OFFER_WRONG(422),
    OGRN_OF_OTHER(422),
    OGRN_WRONG(422),
    TEXT_TOO_LONG(422);

    private final int status;

    IssuerProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
