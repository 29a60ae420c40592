package org.schoolcrm.acquiring.spi;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.acquiring.api.MerchantAccountId;

/** Which merchant account stands in which configuration file. Implemented by {@code persistence}. */
@ConsumerType
public interface AccountFiles {

    /** Whose the file is: the candidate unless another is there already; two nodes with the same file agree. */
    MerchantAccountId claim(String file, MerchantAccountId candidate);

    Optional<MerchantAccountId> accountIn(String file);

    Optional<String> fileOf(MerchantAccountId account);
}
