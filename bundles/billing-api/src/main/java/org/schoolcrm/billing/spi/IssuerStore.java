package org.schoolcrm.billing.spi;

import java.util.Collection;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.Issuer;
import org.schoolcrm.billing.api.IssuerScope;
import org.schoolcrm.billing.api.Logo;
import org.schoolcrm.host.spi.BranchId;

/** Where requisites live, every version of them. Implemented by {@code persistence}. */
@ConsumerType
public interface IssuerStore {

    /** The newest version of the branch if it is active, or else of the school. */
    Optional<Issuer> effective(BranchId branch);

    /** The newest version of the scope, active or not. */
    Optional<Issuer> newest(IssuerScope scope);

    /** False if there is that version already. */
    boolean add(Issuer next);

    /** Writes down under whose details the invoice was paid, the last time if it was paid more than once. */
    void keep(InvoiceId paid, BranchId branch);

    /** The same for several invoices of a branch in one go. */
    default void keepAll(Collection<InvoiceId> paid, BranchId branch) {
        paid.forEach(one -> keep(one, branch));
    }

    Optional<Issuer> kept(InvoiceId paid);

    /** Does nothing if the picture is there already. */
    void addLogo(String name, Logo logo);

    Optional<Logo> logo(String name);
}
