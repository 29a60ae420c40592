package org.schoolcrm.forecast.api;

import java.time.Instant;
import java.time.ZoneId;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.money.Money;

/**
 * What to forecast.
 *
 * @param customer with the lessons of all days of the window
 * @param balance of the account, with billing's payments that the CRM does not know yet already added
 * @param window which days are billed
 * @param asOf lessons that have begun by now are on the balance already, or will be
 * @param zone whose days the window's are
 */
public record ForecastRequest(
        CustomerFacts customer, AccountId account, Money balance, DateRange window, Instant asOf, ZoneId zone) {}
