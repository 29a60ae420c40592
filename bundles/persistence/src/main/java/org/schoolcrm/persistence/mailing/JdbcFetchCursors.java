package org.schoolcrm.persistence.mailing;

import java.util.List;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.mailing.spi.FetchCursors;
import org.schoolcrm.persistence.BillingTables;

/** Cursors of provider accounts, one row each. */
public final class JdbcFetchCursors implements FetchCursors {

    private final BillingTables tables;

    public JdbcFetchCursors(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public String of(ProviderAccountId account) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select fetched_to from provider_cursor where provider_account_id = :account")
                        .bind("account", account.value())
                        .mapTo(String.class)
                        .findOne()
                        .orElse(""));
    }

    @Override
    public void put(ProviderAccountId account, String cursor) {
        tables.jdbi().useHandle(handle -> {
            for (var sql : List.of(
                    "insert into provider_cursor (provider_account_id, fetched_to)"
                            + " select id, :cursor from provider_account where id = :account on conflict do nothing",
                    "update provider_cursor set fetched_to = :cursor where provider_account_id = :account")) {
                handle.createUpdate(sql)
                        .bind("account", account.value())
                        .bind("cursor", cursor)
                        .execute();
            }
        });
    }
}
