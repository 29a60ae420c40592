package org.schoolcrm.mailing.api;

import org.schoolcrm.host.spi.AccountId;

/** «Тип расчетов»: to which accounts a mailing sends invoices (R086–R089). */
public enum AccountScope {
    BASE,
    SUBSCRIPTION,
    ALL;

    public boolean includes(AccountId account) {
        return switch (this) {
            case BASE -> account.isBase();
            case SUBSCRIPTION -> !account.isBase();
            case ALL -> true;
        };
    }
}
