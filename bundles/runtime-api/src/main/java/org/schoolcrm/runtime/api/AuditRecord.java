package org.schoolcrm.runtime.api;

import org.jspecify.annotations.Nullable;

/**
 * One change as the audit trail keeps it; the trail adds the moment.
 *
 * @param actor who did it
 * @param branch the branch it belongs to, or zero where it concerns the whole school
 * @param action what was done, as a code such as {@code invoice.archived}
 * @param subject to what: {@code invoice:42}
 * @param before what was there, null if nothing
 * @param after what is there now, null if nothing
 */
public record AuditRecord(
        Actor actor,
        long branch,
        String action,
        String subject,
        @Nullable String before,
        @Nullable String after) {}
