package org.schoolcrm.billing.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an invoice was issued, and by what.
 *
 * @param run the mailing run that issued it, null when made by hand
 */
public record Issuance(Instant at, @Nullable Long run) {}
