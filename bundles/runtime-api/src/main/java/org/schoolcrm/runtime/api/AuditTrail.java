package org.schoolcrm.runtime.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Reads what {@link Audit} has written, and proves that nobody has changed it since (I16). */
@ProviderType
public interface AuditTrail {

    /**
     * Newest first.
     *
     * @param before only records with a smaller id; {@link Long#MAX_VALUE} for the first page
     */
    List<Entry> page(Filter filter, long before, int limit);

    /** Computes every chain anew. */
    Verdict verify();

    /** Which records of a branch; what is null does not narrow. */
    record Filter(
            long branch,
            @Nullable String actor,
            @Nullable String action,
            @Nullable String subject,
            @Nullable Instant from,
            @Nullable Instant until) {}

    /**
     * A record as it was written.
     *
     * @param seal what chains it to the record before it, null until it has been sealed
     */
    record Entry(
            long id,
            Instant at,
            AuditRecord record,
            @Nullable String seal) {}

    /** How many records were found sealed, and what is wrong with the chains; the first hundred flaws. */
    record Verdict(long sealed, List<Flaw> flaws) {

        public Verdict {
            flaws = List.copyOf(flaws);
        }
    }

    /** A place where a chain is broken. */
    record Flaw(long branch, LocalDate day, long place, String what) {}
}
