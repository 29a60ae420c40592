package org.schoolcrm.persistence.reply;

import java.time.Duration;
import java.util.Optional;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Replies;

/** Answers as rows; a key is free again after a day. */
public final class JdbcReplies implements Replies {

    private static final Duration KEPT = Duration.ofDays(1);

    private final BillingTables tables;
    private final Clock clock;

    public JdbcReplies(BillingTables tables, Clock clock) {
        this.tables = tables;
        this.clock = clock;
    }

    @Override
    public Optional<Reply> take(Actor caller, String key, String request) {
        return tables.jdbi().withHandle(handle -> {
            handle.createUpdate("delete from reply where caller = :caller and at < :old")
                    .bind("caller", caller.name())
                    .bind("old", clock.now().minus(KEPT))
                    .execute();
            int taken = handle.createUpdate("insert into reply (caller, request_key, request, answer, at)"
                            + " values (:caller, :key, :request, '', :at) on conflict do nothing")
                    .bind("caller", caller.name())
                    .bind("key", key)
                    .bind("request", request)
                    .bind("at", clock.now())
                    .execute();
            return taken == 1
                    ? Optional.<Reply>empty()
                    : handle.createQuery(
                                    "select request, answer from reply where caller = :caller and request_key = :key")
                            .bind("caller", caller.name())
                            .bind("key", key)
                            .map((row, context) -> new Reply(row.getString("request"), row.getString("answer")))
                            .findOne();
        });
    }

    @Override
    public void free(Actor caller, String key) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "delete from reply where caller = :caller and request_key = :key and answer = ''")
                        .bind("caller", caller.name())
                        .bind("key", key)
                        .execute());
    }

    @Override
    public void keep(Actor caller, String key, String answer) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "update reply set answer = :answer where caller = :caller and request_key = :key")
                        .bind("answer", answer)
                        .bind("caller", caller.name())
                        .bind("key", key)
                        .execute());
    }
}
