package org.schoolcrm.persistence.mailing;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.mailing.api.AccountBalance;
import org.schoolcrm.mailing.spi.AccountBalances;
import org.schoolcrm.money.Money;
import org.schoolcrm.persistence.BillingTables;

/** Balances of provider accounts, one row each. */
public final class JdbcAccountBalances implements AccountBalances {

    private static final RowMapper<AccountBalance> BALANCE = (row, context) -> {
        var amount = row.getObject("amount_minor", Long.class);
        var toldAt = row.getTimestamp("told_at");
        return new AccountBalance(
                new ProviderAccountId(row.getLong("provider_account_id")),
                amount == null ? null : Money.ofMinor(amount, row.getString("currency")),
                toldAt == null ? null : toldAt.toInstant(),
                row.getTimestamp("asked_at").toInstant());
    };

    private final BillingTables tables;

    public JdbcAccountBalances(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public List<AccountBalance> all() {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from provider_balance order by provider_account_id")
                        .map(BALANCE)
                        .list());
    }

    @Override
    public Optional<AccountBalance> find(ProviderAccountId account) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select * from provider_balance where provider_account_id = :account")
                        .bind("account", account.value())
                        .map(BALANCE)
                        .findOne());
    }

    @Override
    public void put(AccountBalance balance) {
        var amount = balance.amount();
        tables.jdbi().useHandle(handle -> {
            for (var sql : List.of(
                    "insert into provider_balance (provider_account_id, amount_minor, currency, told_at, asked_at)"
                            + " select id, :amount, :currency, :told, :asked from provider_account where id = :account"
                            + " on conflict do nothing",
                    "update provider_balance set amount_minor = :amount, currency = :currency, told_at = :told,"
                            + " asked_at = :asked where provider_account_id = :account")) {
                handle.createUpdate(sql)
                        .bind("account", balance.account().value())
                        .bind("amount", amount == null ? null : (Long) amount.minor())
                        .bind(
                                "currency",
                                amount == null ? null : amount.currency().getCurrencyCode())
                        .bind("told", balance.toldAt())
                        .bind("asked", balance.askedAt())
                        .execute();
            }
        });
    }
}
