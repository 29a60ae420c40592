package org.schoolcrm.mailing.core;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.IssuerScope;
import org.schoolcrm.billing.api.issuer.Issuer;
import org.schoolcrm.billing.api.issuer.IssuerDetails;
import org.schoolcrm.billing.api.issuer.Issuers;
import org.schoolcrm.billing.api.issuer.Logo;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Actor;

/** A school that has filled in its phone at most. */
final class NamelessIssuers implements Issuers {

    private final Supplier<String> phone;

    NamelessIssuers(Supplier<String> phone) {
        this.phone = phone;
    }

    @Override
    public Issuer of(BranchId branch) {
        var none = IssuerDetails.NONE;
        return Issuer.NOBODY.with(
                new IssuerDetails("", "", "", "", "", phone.get(), "", "", none.bank(), none.signers()));
    }

    @Override
    public Issuer on(Invoice invoice, LocalDate today) {
        return Issuer.NOBODY;
    }

    @Override
    public Optional<Issuer> own(IssuerScope scope) {
        return Optional.empty();
    }

    @Override
    public Optional<Logo> logo(String name) {
        return Optional.empty();
    }

    @Override
    public Issuer change(IssuerScope scope, IssuerDetails details, Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void drop(BranchId branch, Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Issuer changeLogo(IssuerScope scope, byte[] picture, Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Issuer removeLogo(IssuerScope scope, Actor actor) {
        throw new UnsupportedOperationException();
    }
}
