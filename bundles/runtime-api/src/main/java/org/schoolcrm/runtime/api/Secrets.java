package org.schoolcrm.runtime.api;

import org.osgi.annotation.versioning.ProviderType;

/** Keeps secrets unreadable at rest. A sealed value opens only at the place it was sealed for. */
@ProviderType
public interface Secrets {

    String seal(String plain, Place place);

    /** Refuses, with an {@link IllegalStateException}, what was tampered with, moved, or sealed under an unknown key. */
    String open(String sealed, Place place);

    /** Where a sealed value lives; part of what the seal protects. */
    record Place(String table, String row, String field) {}
}
