package org.schoolcrm.host.spi;

import org.jspecify.annotations.Nullable;

/** Days on which nothing is charged; for one subscription, or for all of them when none is named. */
public record Freeze(@Nullable SubscriptionId subscription, DateRange days) {}
