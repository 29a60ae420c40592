package org.schoolcrm.billing.api.issuer;

import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.IssuerScope;

/**
 * One version of somebody's details; versions stay, because paid invoices refer to them (R057).
 *
 * @param version counts up from 1 in its scope; zero where nothing was ever filled in
 * @param active whether these details hold; a branch whose details do not follows the school
 * @param logo names a picture, null for none
 */
public record Issuer(
        IssuerScope scope,
        long version,
        boolean active,
        IssuerDetails details,
        @Nullable String logo) {

    /** Of a school that has not filled in anything yet. */
    public static final Issuer NOBODY = new Issuer(IssuerScope.SCHOOL, 0, true, IssuerDetails.NONE, null);

    public Issuer with(IssuerDetails next) {
        return new Issuer(scope, version + 1, true, next, logo);
    }

    public Issuer withLogo(@Nullable String next) {
        return new Issuer(scope, version + 1, active, details, next);
    }

    /** The branch follows the school again. */
    public Issuer dropped() {
        return new Issuer(scope, version + 1, false, details, logo);
    }
}
