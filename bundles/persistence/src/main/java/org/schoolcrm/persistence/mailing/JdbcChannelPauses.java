package org.schoolcrm.persistence.mailing;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.mailing.api.ChannelPause;
import org.schoolcrm.mailing.spi.ChannelPauses;
import org.schoolcrm.persistence.BillingTables;

/** Pauses of provider accounts, one row each. */
public final class JdbcChannelPauses implements ChannelPauses {

    private static final RowMapper<ChannelPause> PAUSE = (row, context) -> new ChannelPause(
            new ProviderAccountId(row.getLong("provider_account_id")),
            ChannelPause.Kind.valueOf(row.getString("kind")),
            Cause.valueOf(row.getString("cause")),
            row.getString("detail"),
            row.getTimestamp("since").toInstant(),
            row.getTimestamp("paused_until").toInstant());

    private final BillingTables tables;

    public JdbcChannelPauses(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public List<ChannelPause> all() {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from provider_pause order by provider_account_id")
                        .map(PAUSE)
                        .list());
    }

    @Override
    public Optional<ChannelPause> find(ProviderAccountId account) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select * from provider_pause where provider_account_id = :account")
                        .bind("account", account.value())
                        .map(PAUSE)
                        .findOne());
    }

    @Override
    public void put(ChannelPause pause) {
        tables.jdbi().useHandle(handle -> {
            for (var sql : List.of(
                    "insert into provider_pause (provider_account_id, kind, cause, detail, since, paused_until)"
                            + " values (:account, :kind, :cause, :detail, :since, :until) on conflict do nothing",
                    "update provider_pause set kind = :kind, cause = :cause, detail = :detail, paused_until = :until"
                            + " where provider_account_id = :account and (kind <> 'STOPPED' or :kind = 'STOPPED')")) {
                handle.createUpdate(sql)
                        .bind("account", pause.account().value())
                        .bind("kind", pause.kind())
                        .bind("cause", pause.cause())
                        .bind("detail", pause.detail())
                        .bind("since", pause.since())
                        .bind("until", pause.until())
                        .execute();
            }
        });
    }

    @Override
    public boolean lift(ProviderAccountId account) {
        return end(account, " and kind <> 'STOPPED'");
    }

    @Override
    public boolean release(ProviderAccountId account) {
        return end(account, "");
    }

    private boolean end(ProviderAccountId account, String unless) {
        return tables.jdbi()
                        .withHandle(handle -> handle.createUpdate(
                                        "delete from provider_pause where provider_account_id = :account" + unless)
                                .bind("account", account.value())
                                .execute())
                == 1;
    }
}
