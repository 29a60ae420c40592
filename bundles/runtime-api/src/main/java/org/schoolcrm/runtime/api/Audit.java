package org.schoolcrm.runtime.api;

import org.osgi.annotation.versioning.ProviderType;

/** The trail of who changed what (R156). */
@ProviderType
public interface Audit {

    /** Written in the transaction of the change itself: no change without its record, no record without its change. */
    void record(AuditRecord entry);
}
