package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.PartPrice;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderTerms;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.mailing.api.AccountBalance;
import org.schoolcrm.mailing.api.ChannelPause;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** Accounts with providers of messages. */
@OnBothDatabases
class ProviderAccountsTest {

    private static final Instant NOW = Instant.parse("2026-09-10T09:00:00Z");

    private final StoreTestApplication stores;

    ProviderAccountsTest(TestDatabase database) {
        stores = StoreTestApplication.on(database);
    }

    @Test
    void an_account_is_read_as_it_was_saved() {
        var account = added();
        var changed = new ProviderAccount(
                account.id(),
                account.branch(),
                account.provider(),
                "Другое имя",
                account.hookKey(),
                false,
                Map.of("token", "another"),
                new ProviderTerms(3, PartPrice.of("2.465", "RUB"), Money.of("500.00", "RUB"), true));

        stores.transactions().run(() -> stores.providerAccounts().save(changed));

        assertThat(stores.providerAccounts().find(account.id())).contains(changed);
        assertThat(stores.providerAccounts().findByHook("smsru", account.hookKey()))
                .contains(changed);
        assertThat(stores.providerAccounts().findByHook("smsc", account.hookKey()))
                .isEmpty();
    }

    @Test
    void its_secrets_are_sealed_at_rest() {
        var account = added();

        var stored = stores.jdbi()
                .withHandle(handle -> handle.createQuery("select settings_sealed from provider_account where id = :id")
                        .bind("id", account.id().value())
                        .mapTo(String.class)
                        .one());
        assertThat(stored).doesNotContain("secret-token");
    }

    @Test
    void a_file_has_one_account_whoever_reads_it_first() {
        var first = added().id();
        var second = added().id();
        var file = "account-" + first + ".cfg";

        var claimed = stores.transactions()
                .inTransaction(() -> stores.providerAccounts().claim(file, first));
        var again = stores.transactions()
                .inTransaction(() -> stores.providerAccounts().claim(file, second));

        assertThat(claimed).isEqualTo(first);
        assertThat(again).isEqualTo(first);
        assertThat(stores.providerAccounts().fileOf(first)).contains(file);
        assertThat(stores.providerAccounts().accountIn(file)).contains(first);
    }

    @Test
    void only_one_that_is_off_and_unused_can_be_removed() {
        var account = added();
        assertThat(remove(account)).isFalse();

        stores.transactions()
                .run(() -> stores.providerAccounts()
                        .save(new ProviderAccount(
                                account.id(),
                                account.branch(),
                                account.provider(),
                                account.name(),
                                account.hookKey(),
                                false,
                                account.settings(),
                                account.terms())));

        stores.transactions().run(() -> stores.balances().put(new AccountBalance(account.id(), null, null, NOW)));
        assertThat(remove(account)).isTrue();
        assertThat(stores.providerAccounts().find(account.id())).isEmpty();
    }

    @Test
    void what_is_left_is_kept_once_for_each_account() {
        var account = added().id();
        var silent = new AccountBalance(account, null, null, NOW);
        var told = new AccountBalance(account, Money.of("184.00", "RUB"), NOW, NOW.plusSeconds(60));

        stores.transactions().run(() -> stores.balances().put(silent));
        assertThat(stores.balances().find(account)).contains(silent);
        stores.transactions().run(() -> stores.balances().put(told));

        assertThat(stores.balances().find(account)).contains(told);
        assertThat(stores.balances().all()).contains(told).doesNotContain(silent);
    }

    @Test
    void what_a_person_has_stopped_no_provider_starts() {
        var account = added().id();
        var pauses = stores.pauses();
        var stopped = new ChannelPause(account, ChannelPause.Kind.STOPPED, Cause.NONE, "", NOW, NOW.plusSeconds(600));
        var busy = new ChannelPause(account, ChannelPause.Kind.BUSY, Cause.NONE, "slow", NOW, NOW.plusSeconds(60));

        stores.transactions().run(() -> {
            pauses.put(busy);
            pauses.put(stopped);
            pauses.put(busy);
        });

        assertThat(pauses.find(account)).contains(stopped);
        assertThat(stores.transactions().inTransaction(() -> pauses.lift(account)))
                .isFalse();
        assertThat(stores.transactions().inTransaction(() -> pauses.release(account)))
                .isTrue();
        assertThat(pauses.find(account)).isEmpty();
    }

    private boolean remove(ProviderAccount account) {
        return stores.transactions()
                .inTransaction(() -> stores.providerAccounts().removeUnused(account.id()));
    }

    private ProviderAccount added() {
        var id = stores.providerAccounts().newId();
        var account = new ProviderAccount(
                id,
                Samples.BRANCH,
                "smsru",
                "СМС",
                "hook-" + id,
                true,
                Map.of("apiId", "secret-token"),
                ProviderTerms.USUAL);
        stores.transactions().run(() -> stores.providerAccounts().add(account));
        return account;
    }
}
