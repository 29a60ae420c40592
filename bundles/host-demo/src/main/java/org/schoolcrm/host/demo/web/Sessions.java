package org.schoolcrm.host.demo.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/** Logins as rows, so that every node knows them; the cookie's token is stored as its hash only. */
public final class Sessions {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration LASTS = Duration.ofHours(12);
    private static final String NOBODY = PasswordHash.of("nobody has this password");

    private final SchoolTables tables;
    private final Transactions transactions;
    private final Clock clock;

    public Sessions(SchoolTables tables, Transactions transactions, Clock clock) {
        this.tables = tables;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The token of a new session; nothing for a wrong login or password, and as slowly for either. */
    Optional<String> begin(String login, String password) {
        var user = tables.jdbi()
                .withHandle(handle -> handle.createQuery("select id, password from school_user where login = :login")
                        .bind("login", login)
                        .map((row, context) -> new Stored(row.getLong("id"), row.getString("password")))
                        .findOne());
        boolean right =
                PasswordHash.matches(password, user.map(Stored::password).orElse(NOBODY));
        return user.filter(found -> right).map(found -> begin(found.id()));
    }

    Optional<User> userOf(String token) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select u.id, u.name, u.language"
                                + " from school_session s join school_user u on u.id = s.user_id"
                                + " where s.token_hash = :hash and s.ends_at > :now")
                        .bind("hash", hash(token))
                        .bind("now", clock.now())
                        .map((row, context) -> new User(
                                row.getLong("id"),
                                row.getString("name"),
                                row.getString("language"),
                                roles(handle, row.getLong("id"))))
                        .findOne());
    }

    private static Map<BranchId, Role> roles(Handle handle, long user) {
        var roles = new HashMap<BranchId, Role>();
        handle.createQuery("select branch_id, role from school_role where user_id = :user")
                .bind("user", user)
                .map((row, context) ->
                        roles.put(new BranchId(row.getLong("branch_id")), Role.valueOf(row.getString("role"))))
                .list();
        return roles;
    }

    void end(String token) {
        transactions.run(() -> tables.jdbi()
                .useHandle(handle -> handle.createUpdate("delete from school_session where token_hash = :hash")
                        .bind("hash", hash(token))
                        .execute()));
    }

    private String begin(long user) {
        var bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        transactions.run(() -> tables.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "insert into school_session (token_hash, user_id, ends_at) values (:hash, :user, :ends)")
                        .bind("hash", hash(token))
                        .bind("user", user)
                        .bind("ends", clock.now().plus(LASTS))
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

    /** Somebody who works in the demo. */
    record User(long id, String name, String language, Map<BranchId, Role> roles) {}

    private record Stored(long id, String password) {}
}
