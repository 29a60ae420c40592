package org.schoolcrm.acquiring.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.money.Money;

class RecentCreditsTest {

    private static final CustomerId ANNA = new CustomerId(1);
    private static final CustomerId BORIS = new CustomerId(2);
    private static final AccountId SEPARATE = new AccountId(7);
    private static final PaymentId FIRST = new PaymentId(11);
    private static final PaymentId SECOND = new PaymentId(12);

    private final RecentCredits credits = RecentCredits.of(List.of(
            new Credit(FIRST, ANNA, AccountId.BASE, roubles("100.00")),
            new Credit(SECOND, ANNA, AccountId.BASE, roubles("20.00"))));

    @Test
    void what_the_balance_does_not_contain_is_added() {
        assertThat(credits.balanceOf(ANNA, account(AccountId.BASE, Set.of()))).contains(roubles("170.00"));
    }

    @Test
    void what_the_balance_contains_is_not_added_again() {
        assertThat(credits.balanceOf(ANNA, account(AccountId.BASE, Set.of(FIRST))))
                .contains(roubles("70.00"));
        assertThat(credits.balanceOf(ANNA, account(AccountId.BASE, Set.of(FIRST, SECOND))))
                .contains(roubles("50.00"));
    }

    @Test
    void nobody_knows_a_balance_of_which_the_crm_cannot_say_what_it_contains() {
        assertThat(credits.balanceOf(ANNA, account(AccountId.BASE, null))).isEmpty();
    }

    @Test
    void a_balance_without_credits_is_true_whatever_the_crm_can_say() {
        assertThat(RecentCredits.NONE.balanceOf(ANNA, account(AccountId.BASE, null)))
                .contains(roubles("50.00"));
    }

    @Test
    void credits_of_another_account_or_customer_do_not_count() {
        assertThat(credits.balanceOf(ANNA, account(SEPARATE, null))).contains(roubles("50.00"));
        assertThat(credits.balanceOf(BORIS, account(AccountId.BASE, null))).contains(roubles("50.00"));
    }

    private static Account account(AccountId id, @Nullable Set<PaymentId> includes) {
        return new Account(id, roubles("50.00"), 0, Instant.EPOCH, includes);
    }

    private static Money roubles(String amount) {
        return Money.of(amount, "RUB");
    }
}
