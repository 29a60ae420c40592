package org.schoolcrm.billing.spi;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.billing.api.IssuerScope;
import org.schoolcrm.billing.api.IssuerVersion;
import org.schoolcrm.billing.api.issuer.Issuer;
import org.schoolcrm.billing.api.issuer.Logo;
import org.schoolcrm.host.spi.BranchId;

/** Where issuer details live, every version of them. Implemented by {@code persistence}. */
@ConsumerType
public interface IssuerStore {

    /** The newest version of the branch if it is active, or else of the school. */
    Optional<Issuer> effective(BranchId branch);

    /** The newest version of the scope, active or not. */
    Optional<Issuer> newest(IssuerScope scope);

    /** False if there is that version already. */
    boolean add(Issuer next);

    /** Names the effective version; what another node has just changed may take a second to show. */
    Optional<IssuerVersion> inForce(BranchId branch);

    Optional<Issuer> find(IssuerVersion version);

    /** Does nothing if the picture is there already. */
    void addLogo(String name, Logo logo);

    Optional<Logo> logo(String name);
}
