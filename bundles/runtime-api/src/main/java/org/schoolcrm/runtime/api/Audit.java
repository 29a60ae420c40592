package org.schoolcrm.runtime.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The trail of who changed what (R156). */
@ProviderType
public interface Audit {

    /** Written in the transaction of the change itself: no change without its record, no record without its change. */
    void record(AuditRecord entry);

    /** Several in one go. */
    default void recordAll(List<AuditRecord> entries) {
        entries.forEach(this::record);
    }
}
