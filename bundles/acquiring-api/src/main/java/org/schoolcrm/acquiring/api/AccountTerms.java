package org.schoolcrm.acquiring.api;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.money.Money;

/**
 * Which payments a merchant account takes, and for whom.
 *
 * @param legalEntity of the school that owns it, as on its receipts; empty if there is but one
 * @param priority of several accounts that fit the greatest is taken
 * @param accounts kinds of customers' accounts that it serves; empty for all
 * @param atLeast null for no limit
 * @param atMost null for no limit
 */
public record AccountTerms(
        String legalEntity,
        FiscalPolicy fiscal,
        int priority,
        Set<AccountId> accounts,
        @Nullable Money atLeast,
        @Nullable Money atMost) {

    /** For every payment, without receipts. */
    public static final AccountTerms ANY = new AccountTerms("", FiscalPolicy.NONE, 0, Set.of(), null, null);

    public AccountTerms {
        accounts = Set.copyOf(accounts);
    }

    /** Whether a payment of this amount on this account of the customer's goes here. */
    public boolean fit(AccountId account, Money amount) {
        return (accounts.isEmpty() || accounts.contains(account))
                && (atLeast == null || (isSameCurrency(atLeast, amount) && amount.compareTo(atLeast) >= 0))
                && (atMost == null || (isSameCurrency(atMost, amount) && amount.compareTo(atMost) <= 0));
    }

    private static boolean isSameCurrency(Money one, Money other) {
        return one.currency().equals(other.currency());
    }
}
