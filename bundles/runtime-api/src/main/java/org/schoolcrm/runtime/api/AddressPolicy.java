package org.schoolcrm.runtime.api;

import java.net.URI;
import org.osgi.annotation.versioning.ProviderType;

/** Which addresses that users have entered this node calls (D17). */
@ProviderType
public interface AddressPolicy {

    /** Whether it is an https address of the public network, as far as it can be told without resolving a name. */
    boolean admits(URI address);
}
