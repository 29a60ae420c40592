package org.schoolcrm.acquiring.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a merchant account has fared since the system started.
 *
 * @param failuresInARow calls without a usable answer, since the last one with one
 * @param badSignatures calls of "the bank" that were refused
 * @param lastFailure the bank's or the network's words, empty if nothing ever failed
 * @param installed whether its adapter is there
 */
public record AccountHealth(
        long calls,
        long failures,
        int failuresInARow,
        long turnedAway,
        long webhooks,
        long badSignatures,
        @Nullable Instant lastAnswerAt,
        @Nullable Instant lastWebhookAt,
        String lastFailure,
        boolean installed) {}
