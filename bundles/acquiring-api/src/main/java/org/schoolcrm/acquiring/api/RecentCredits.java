package org.schoolcrm.acquiring.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.money.Money;

/** Credits of ours that the CRM's balances may not contain yet (forecast-rules.md 3). */
public record RecentCredits(Map<CustomerId, List<Credit>> byCustomer) {

    public static final RecentCredits NONE = new RecentCredits(Map.of());

    public static RecentCredits of(List<Credit> credits) {
        return new RecentCredits(credits.stream().collect(Collectors.groupingBy(Credit::customer)));
    }

    /** The true balance; nothing if the CRM cannot say which of our credits it contains. */
    public Optional<Money> balanceOf(CustomerId customer, Account account) {
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
