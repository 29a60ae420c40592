package org.schoolcrm.mailing.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.money.Money;

/**
 * What is left in an account with a provider.
 *
 * @param amount as it was told last, null if it never was
 * @param toldAt when it was told, null if it never was
 * @param askedAt when the provider was asked last, whether it answered or not
 */
public record AccountBalance(
        ProviderAccountId account,
        @Nullable Money amount,
        @Nullable Instant toldAt,
        Instant askedAt) {}
