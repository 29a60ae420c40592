package org.schoolcrm.runtime.api;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Brings the tables of a bundle up to date before the bundle offers its services. */
@ProviderType
public interface Migrations {

    /**
     * Applies the scripts that are missing, in {@code db/<owner>/common} and {@code db/<owner>/h2} or
     * {@code db/<owner>/postgresql} of the given class loader. One node at a time; repeating it changes nothing.
     *
     * @param owner names the scripts' folder and the history table {@code <owner>_migrations}
     * @return the version reached
     */
    String migrate(String owner, ClassLoader scripts);

    /** The versions that this node has brought tables up to since it started, by owner. */
    default Map<String, String> reached() {
        return Map.of();
    }
}
