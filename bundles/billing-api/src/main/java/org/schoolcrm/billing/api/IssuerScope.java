package org.schoolcrm.billing.api;

import java.util.Optional;
import org.schoolcrm.host.spi.BranchId;

/**
 * Whose details: those of one branch, or those of the whole school, which hold wherever a branch has none of its own.
 *
 * @param value the branch, or zero for the whole school
 */
public record IssuerScope(long value) {

    public static final IssuerScope SCHOOL = new IssuerScope(0);

    public static IssuerScope of(BranchId branch) {
        return new IssuerScope(branch.value());
    }

    /** Reads the decimal digits of an address; nonsense is a {@link NumberFormatException}. */
    public static IssuerScope fromString(String text) {
        return new IssuerScope(Long.parseLong(text));
    }

    /** Empty for the whole school. */
    public Optional<BranchId> branch() {
        return value == 0 ? Optional.empty() : Optional.of(new BranchId(value));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
