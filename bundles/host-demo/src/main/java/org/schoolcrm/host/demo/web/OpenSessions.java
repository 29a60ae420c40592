package org.schoolcrm.host.demo.web;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/** The sessions of a user on every machine and node: which there are, and how they are ended. */
public final class OpenSessions {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    private final SchoolTables tables;
    private final Transactions transactions;
    private final Clock clock;

    public OpenSessions(SchoolTables tables, Transactions transactions, Clock clock) {
        this.tables = tables;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A session that still lets somebody in. What is null was begun by an older node, which did not note it.
     *
     * @param id the hash of its token, with which nobody logs in
     */
    record OpenSession(
            String id,
            @Nullable Instant begunAt,
            @Nullable Instant seenAt,
            @Nullable String address,
            @Nullable String browser) {}

    /** The one that was used last comes first. */
    List<OpenSession> of(long user) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select s.token_hash, s.begun_at, s.seen_at, s.address, s.browser from school_session s"
                                        + " where s.user_id = :user and "
                                        + Sessions.HOLDS
                                        + " order by s.seen_at desc nulls last, s.token_hash")
                        .bind("user", user)
                        .bind("now", clock.now())
                        .bind("idle", clock.now().minus(Sessions.IDLE))
                        .map((row, context) -> session(row))
                        .list());
    }

    /** Ends one of the user's; whether there was one of that name, and nobody else's. */
    boolean end(long user, String id) {
        return ID.matcher(id).matches()
                && delete("delete from school_session where user_id = :user and token_hash = :hash", user, id) > 0;
    }

    /** Ends all of the user's but that one; how many there were. */
    int endOthers(long user, String id) {
        return delete("delete from school_session where user_id = :user and token_hash <> :hash", user, id);
    }

    private int delete(String sql, long user, String id) {
        return transactions.inTransaction(() -> tables.jdbi()
                .withHandle(handle -> handle.createUpdate(sql)
                        .bind("user", user)
                        .bind("hash", HexFormat.of().parseHex(id))
                        .execute()));
    }

    private static OpenSession session(ResultSet row) throws SQLException {
        return new OpenSession(
                HexFormat.of().formatHex(row.getBytes("token_hash")),
                instant(row, "begun_at"),
                instant(row, "seen_at"),
                row.getString("address"),
                row.getString("browser"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column))
                .map(Timestamp::toInstant)
                .orElse(null);
    }
}
