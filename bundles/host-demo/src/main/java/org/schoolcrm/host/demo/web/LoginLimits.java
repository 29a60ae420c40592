package org.schoolcrm.host.demo.web;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/**
 * How often passwords may be tried, counted in the database, so that all nodes count together: by account and address, by
 * address, and by account. Beyond the limit each failure doubles the wait. An account that is attacked from many addresses
 * waits for half a minute at most, because its owner waits too.
 */
public final class LoginLimits {

    private static final Duration FORGOTTEN = Duration.ofMinutes(15);
    private static final int DOUBLINGS = 20;

    /** How many failures are free, and how long the longest wait is. */
    private enum Limit {
        PAIR(10, Duration.ofMinutes(15)),
        ADDRESS(20, Duration.ofMinutes(15)),
        ACCOUNT(100, Duration.ofSeconds(30));

        private final int free;
        private final Duration longest;

        Limit(int free, Duration longest) {
            this.free = free;
            this.longest = longest;
        }

        Duration wait(int failures) {
            if (failures < free) {
                return Duration.ZERO;
            }
            var wait = Duration.ofSeconds(1L << Math.min(failures - free, DOUBLINGS));
            return wait.compareTo(longest) < 0 ? wait : longest;
        }
    }

    private record Failures(int count, Instant last) {}

    private final SchoolTables tables;
    private final Transactions transactions;
    private final Clock clock;

    public LoginLimits(SchoolTables tables, Transactions transactions, Clock clock) {
        this.tables = tables;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * How long to wait before a password is looked at, zero for not at all. One that is looked at counts as a failure until
     * {@link #succeeded}: tries at the same moment, on any node, do not pass the limit together.
     */
    Duration tryOne(String login, String address) {
        var subjects = subjects(login, address);
        return transactions.inTransaction(() -> tables.jdbi().withHandle(handle -> {
            var now = clock.now();
            var wait = Duration.ZERO;
            for (var subject : subjects.entrySet()) {
                var left = waitOf(failures(handle, subject.getKey(), now), subject.getValue(), now);
                wait = left.compareTo(wait) > 0 ? left : wait;
            }
            if (wait.isZero()) {
                subjects.keySet().forEach(subject -> count(handle, subject, now));
            }
            return wait;
        }));
    }

    /** What turned out to be right does not count, nor what the same address got wrong at this account before. */
    void succeeded(String login, String address) {
        var subjects = subjects(login, address);
        transactions.run(() -> tables.jdbi().useHandle(handle -> {
            for (var subject : subjects.entrySet()) {
                handle.createUpdate("update school_login_failure set failures ="
                                + " case when :forget or failures < 1 then 0 else failures - 1 end"
                                + " where subject = :subject")
                        .bind("subject", subject.getKey())
                        .bind("forget", subject.getValue() == Limit.PAIR)
                        .execute();
            }
            handle.createUpdate("delete from school_login_failure where last_at < :forgotten")
                    .bind("forgotten", clock.now().minus(FORGOTTEN))
                    .execute();
        }));
    }

    /** Locks the row, or makes it. */
    private static Failures failures(Handle handle, String subject, Instant now) {
        handle.createUpdate("insert into school_login_failure (subject, failures, last_at) values (:subject, 0, :now)"
                        + " on conflict do nothing")
                .bind("subject", subject)
                .bind("now", now)
                .execute();
        return handle.createQuery(
                        "select failures, last_at from school_login_failure where subject = :subject for update")
                .bind("subject", subject)
                .map((row, context) -> new Failures(
                        row.getInt("failures"),
                        row.getObject("last_at", OffsetDateTime.class).toInstant()))
                .one();
    }

    private static void count(Handle handle, String subject, Instant now) {
        handle.createUpdate("update school_login_failure set last_at = :now,"
                        + " failures = case when last_at > :forgotten then failures + 1 else 1 end"
                        + " where subject = :subject")
                .bind("subject", subject)
                .bind("now", now)
                .bind("forgotten", now.minus(FORGOTTEN))
                .execute();
    }

    private static Duration waitOf(Failures failures, Limit limit, Instant now) {
        var since = Duration.between(failures.last(), now);
        if (since.compareTo(FORGOTTEN) >= 0) {
            return Duration.ZERO;
        }
        var left = limit.wait(failures.count()).minus(since);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** In one order for everybody, because their rows are locked in it. */
    private static Map<String, Limit> subjects(String login, String address) {
        var client = client(address);
        var account = Sessions.hex(login.strip().toLowerCase(Locale.ROOT));
        return new TreeMap<>(Map.of(
                "account " + account, Limit.ACCOUNT,
                "address " + client, Limit.ADDRESS,
                "pair " + Sessions.hex(client + ' ' + account), Limit.PAIR));
    }

    /** An IPv6 line has a whole network. */
    private static String client(String address) {
        return address.indexOf(':') < 0
                ? address
                : Arrays.stream(address.split(":", -1)).limit(4).collect(Collectors.joining(":"));
    }
}
