package org.schoolcrm.acquiring.spi;

import java.net.URI;
import java.time.Instant;
import org.schoolcrm.money.Money;

/**
 * A payment to be opened at a bank.
 *
 * @param orderId our number: opaque, at most 32 characters, used once
 * @param description what the payer reads, such as the invoice's number
 * @param returnTo where the bank sends the payer afterwards
 * @param webhookAt where the bank tells us what happened
 * @param validUntil when the form is to close
 */
public record CreatePayment(
        String orderId, Money amount, String description, URI returnTo, URI webhookAt, Instant validUntil) {}
