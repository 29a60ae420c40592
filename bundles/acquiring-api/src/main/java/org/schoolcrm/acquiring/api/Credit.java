package org.schoolcrm.acquiring.api;

import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.money.Money;

/** Money of ours for a customer's account, which the CRM's balance may or may not contain yet. */
public record Credit(PaymentId id, CustomerId customer, AccountId account, Money amount) {}
