package org.schoolcrm.host.spi;

import java.time.ZoneId;
import java.util.Currency;

/** A branch of the school: all its dates are days of its zone, all its prices are in its currency (R155). */
public record Branch(BranchId id, String name, ZoneId zone, Currency currency) {}
