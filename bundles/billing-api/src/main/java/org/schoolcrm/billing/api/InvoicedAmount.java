package org.schoolcrm.billing.api;

import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.money.Money;

/** What an invoice asks for, how that came about, and which days it pays for; fixed once issued. */
public record InvoicedAmount(CalculationMethod method, Money amount, DateRange period) {}
