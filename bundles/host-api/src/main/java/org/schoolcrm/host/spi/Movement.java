package org.schoolcrm.host.spi;

import java.time.Instant;
import org.schoolcrm.money.Money;

/**
 * Money that moved on a customer's account.
 *
 * @param amount negative when the CRM charged for a lesson or a period
 * @param note for people
 */
public record Movement(CustomerId customer, AccountId account, Instant at, Money amount, String note) {}
