package org.schoolcrm.acquiring.spi;

import org.jspecify.annotations.Nullable;

/**
 * A payment at a bank.
 *
 * @param orderId our number
 * @param providerId the bank's number, null as long as we do not know it
 */
public record PaymentRef(String orderId, @Nullable String providerId) {}
