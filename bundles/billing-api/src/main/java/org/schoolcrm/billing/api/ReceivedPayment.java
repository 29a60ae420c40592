package org.schoolcrm.billing.api;

import java.time.LocalDate;
import org.schoolcrm.money.Money;

/**
 * Money that a bank says has arrived for an invoice. Whoever books it makes sure that it is one operation of the
 * bank's, booked once.
 *
 * @param day when it arrived, in the branch's zone
 */
public record ReceivedPayment(Money amount, LocalDate day) {}
