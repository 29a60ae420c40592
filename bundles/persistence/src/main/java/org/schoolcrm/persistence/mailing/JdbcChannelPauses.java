package org.schoolcrm.persistence.mailing;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.mailing.api.ChannelPause;
import org.schoolcrm.mailing.spi.ChannelPauses;
import org.schoolcrm.persistence.BillingTables;

/** Pauses of channels, one row each. */
public final class JdbcChannelPauses implements ChannelPauses {

    private static final RowMapper<ChannelPause> PAUSE = (row, context) -> new ChannelPause(
            row.getString("channel"),
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
                .withHandle(handle -> handle.createQuery("select * from channel_pause order by channel")
                        .map(PAUSE)
                        .list());
    }

    @Override
    public Optional<ChannelPause> find(String channel) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from channel_pause where channel = :channel")
                        .bind("channel", channel)
                        .map(PAUSE)
                        .findOne());
    }

    @Override
    public void put(ChannelPause pause) {
        tables.jdbi().useHandle(handle -> {
            for (var sql : List.of(
                    "insert into channel_pause (channel, kind, cause, detail, since, paused_until)"
                            + " values (:channel, :kind, :cause, :detail, :since, :until) on conflict do nothing",
                    "update channel_pause set kind = :kind, cause = :cause, detail = :detail, paused_until = :until"
                            + " where channel = :channel")) {
                handle.createUpdate(sql)
                        .bind("channel", pause.channel())
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
    public boolean lift(String channel) {
        return tables.jdbi()
                        .withHandle(handle -> handle.createUpdate("delete from channel_pause where channel = :channel")
                                .bind("channel", channel)
                                .execute())
                == 1;
    }
}
