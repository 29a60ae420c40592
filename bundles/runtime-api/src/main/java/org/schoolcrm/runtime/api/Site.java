package org.schoolcrm.runtime.api;

import java.net.URI;
import org.osgi.annotation.versioning.ProviderType;

/** The public address of this installation. */
@ProviderType
public interface Site {

    /** The public address of a path, which begins with a slash. */
    URI at(String path);
}
