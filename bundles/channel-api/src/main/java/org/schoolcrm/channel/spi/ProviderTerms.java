package org.schoolcrm.channel.spi;

import org.jspecify.annotations.Nullable;
import org.schoolcrm.money.Money;

/**
 * Which messages an account takes, and what they cost.
 *
 * @param priority of several accounts the one with the greatest is used while it works
 * @param pricePerPart by the account's tariff, null if it is not known
 * @param balanceAlarm at which balance somebody must pay in, null for no alarm
 * @param consentInContract whether customers agreed in their contract to be written to this way
 */
public record ProviderTerms(
        int priority,
        @Nullable PartPrice pricePerPart,
        @Nullable Money balanceAlarm,
        boolean consentInContract) {

    public static final ProviderTerms USUAL = new ProviderTerms(0, null, null, false);
}
