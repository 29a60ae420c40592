package org.schoolcrm.billing.api.issuer;

import java.time.LocalDate;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.IssuerScope;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Actor;

/** Whose details stand on invoices (R050–R057). Refusals are of an {@link IssuerProblem}. */
@ProviderType
public interface Issuers {

    /** The most bytes of a logo. */
    int LOGO_LIMIT = 256 * 1024;

    /** Whose details hold in the branch now: its own, or else the school's. */
    Issuer of(BranchId branch);

    /**
     * Whose details stand on the invoice: those of today while it asks for money; of a paid one that asks for no more
     * those that it was paid under (R057).
     */
    Issuer on(Invoice invoice, LocalDate today);

    /** What was filled in for exactly that scope, whether it holds or not. */
    Optional<Issuer> own(IssuerScope scope);

    /** Tidies the text and refuses as {@code ISSUER_INVALID} what cannot be, naming every such field. */
    Issuer change(IssuerScope scope, IssuerDetails details, Actor actor);

    /** Makes the branch follow the school again. */
    void drop(BranchId branch, Actor actor);

    /** Takes PNG and JPEG by what the bytes say; refuses to draw for somebody without details. */
    Issuer changeLogo(IssuerScope scope, byte[] picture, Actor actor);

    Issuer removeLogo(IssuerScope scope, Actor actor);

    /** The picture of that name. */
    Optional<Logo> logo(String name);
}
