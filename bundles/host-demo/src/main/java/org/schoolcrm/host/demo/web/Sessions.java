package org.schoolcrm.host.demo.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/** Logins as rows, so that every node knows them; the cookie's token is stored as its hash only. */
public final class Sessions {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration LASTS = Duration.ofHours(12);
    /** Without a request; what pages ask by themselves counts, open event streams do not. */
    static final Duration IDLE = Duration.ofHours(2);

    /** Of {@code school_session s}, at {@code :now}, with nobody heard of before {@code :idle}. */
    static final String HOLDS = "s.ends_at > :now and (s.seen_at is null or s.seen_at > :idle)";

    private static final Duration NOTED = Duration.ofMinutes(1);
    private static final String NOBODY = PasswordHash.of("nobody has this password");

    private final SchoolTables tables;
    private final Transactions transactions;
    private final Clock clock;

    public Sessions(SchoolTables tables, Transactions transactions, Clock clock) {
        this.tables = tables;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Whether a login and its password are right, which takes as long for either answer.
     *
     * @param user whose login it is, nobody if there is none
     */
    record Proof(Optional<Long> user, boolean right) {}

    Proof prove(String login, String password) {
        var user = tables.jdbi()
                .withHandle(handle -> handle.createQuery("select id, password from school_user where login = :login")
                        .bind("login", login)
                        .map((row, context) -> new Stored(row.getLong("id"), row.getString("password")))
                        .findOne());
        boolean right =
                PasswordHash.matches(password, user.map(Stored::password).orElse(NOBODY));
        return new Proof(user.map(Stored::id), right && user.isPresent());
    }

    Optional<User> userOf(String token) {
        var found = find(Set.of(token)).get(token);
        if (found != null && found.isSeenBefore(clock.now().minus(NOTED))) {
            note(token);
        }
        return Optional.ofNullable(found).map(Held::user);
    }

    /** Whose sessions those are, all in one query; being asked keeps none of them alive. */
    Map<String, User> usersOf(Set<String> tokens) {
        return find(tokens).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, found -> found.getValue().user()));
    }

    private Map<String, Held> find(Set<String> tokens) {
        var byHash = tokens.stream().collect(Collectors.toMap(Sessions::hex, token -> token, (one, other) -> one));
        if (byHash.isEmpty()) {
            return new HashMap<>();
        }
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select s.token_hash, s.seen_at, u.id, u.name, u.language, r.branch_id, r.role"
                                        + " from school_session s join school_user u on u.id = s.user_id"
                                        + " left join school_role r on r.user_id = u.id"
                                        + " where s.token_hash in (<hashes>) and "
                                        + HOLDS)
                        .bindList("hashes", tokens.stream().map(Sessions::hash).toList())
                        .bind("now", clock.now())
                        .bind("idle", clock.now().minus(IDLE))
                        .reduceRows(new HashMap<>(), (held, row) -> {
                            var token = byHash.get(HexFormat.of().formatHex(row.getColumn("token_hash", byte[].class)));
                            held.computeIfAbsent(String.valueOf(token), key -> Held.of(row))
                                    .user()
                                    .addRole(row);
                            return held;
                        }));
    }

    /** Somebody who has a role in at least one branch, logged in or not. */
    Optional<User> worker(long id) {
        return tables
                .jdbi()
                .withHandle(handle -> handle.createQuery("select u.id, u.name, u.language, r.branch_id, r.role"
                                + " from school_user u join school_role r on r.user_id = u.id where u.id = :id")
                        .bind("id", id)
                        .reduceRows(new HashMap<Long, User>(), (found, row) -> {
                            var user = found.computeIfAbsent(id, key -> User.of(row));
                            user.addRole(row);
                            return found;
                        }))
                .values()
                .stream()
                .findFirst();
    }

    private void note(String token) {
        transactions.run(() -> tables.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "update school_session set seen_at = :now where token_hash = :hash")
                        .bind("now", clock.now())
                        .bind("hash", hash(token))
                        .execute()));
    }

    void end(String token) {
        transactions.run(() -> tables.jdbi()
                .useHandle(handle -> handle.createUpdate("delete from school_session where token_hash = :hash")
                        .bind("hash", hash(token))
                        .execute()));
    }

    /** Ends all of the user's sessions, on every machine. */
    void endAll(long user) {
        transactions.run(() -> tables.jdbi()
                .useHandle(handle -> handle.createUpdate("delete from school_session where user_id = :user")
                        .bind("user", user)
                        .execute()));
    }

    /** The token of a new session, and where it was begun: the address, and what the browser is called. */
    String begin(long user, String address, String browser) {
        var bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        transactions.run(() -> tables.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "insert into school_session (token_hash, user_id, ends_at, seen_at, begun_at, address,"
                                        + " browser) values (:hash, :user, :ends, :now, :now, :address, :browser)")
                        .bind("hash", hash(token))
                        .bind("user", user)
                        .bind("ends", clock.now().plus(LASTS))
                        .bind("now", clock.now())
                        .bind("address", address)
                        .bind("browser", browser)
                        .execute()));
        return token;
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** What stands for a text that is not to be stored. */
    static String hex(String text) {
        return HexFormat.of().formatHex(hash(text));
    }

    /** Somebody who works in the demo. */
    record User(long id, String name, String language, Map<BranchId, Role> roles) {

        private static User of(RowView row) {
            return new User(
                    row.getColumn("id", Long.class),
                    row.getColumn("name", String.class),
                    row.getColumn("language", String.class),
                    new HashMap<>());
        }

        private void addRole(RowView row) {
            var branch = row.getColumn("branch_id", Long.class);
            if (branch != null) {
                roles.put(new BranchId(branch), Role.valueOf(row.getColumn("role", String.class)));
            }
        }
    }

    private record Stored(long id, String password) {}

    /** A session with its user. */
    private record Held(User user, @Nullable Instant seenAt) {

        static Held of(RowView row) {
            return new Held(User.of(row), row.getColumn("seen_at", Instant.class));
        }

        boolean isSeenBefore(Instant instant) {
            return seenAt != null && seenAt.isBefore(instant);
        }
    }
}
