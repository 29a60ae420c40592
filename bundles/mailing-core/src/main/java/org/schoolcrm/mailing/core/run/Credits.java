package org.schoolcrm.mailing.core.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolcrm.acquiring.api.Credit;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.money.Money;

/** Our own recent credits, to be added to balances that do not contain them yet (forecast-rules.md 3). */
record Credits(Map<CustomerId, List<Credit>> byCustomer) {

    static Credits of(List<Credit> credits) {
        return new Credits(credits.stream().collect(Collectors.groupingBy(Credit::customer)));
    }

    /** The true balance; nothing if the CRM cannot say which of our credits it contains. */
    Optional<Money> balanceOf(CustomerId customer, Account account) {
        var ours = byCustomer.getOrDefault(customer, List.of()).stream()
                .filter(credit -> credit.account().equals(account.id()))
                .toList();
        var includes = account.includes();
        if (ours.isEmpty()) {
            return Optional.of(account.balance());
        }
        if (includes == null) {
            return Optional.empty();
        }
        var missing = ours.stream()
                .filter(credit -> !includes.contains(credit.id()))
                .map(Credit::amount)
                .toList();
        return Optional.of(account.balance().plus(Money.sum(account.balance().currency(), missing)));
    }
}
