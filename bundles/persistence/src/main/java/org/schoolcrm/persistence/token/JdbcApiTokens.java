package org.schoolcrm.persistence.token;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.schoolcrm.billing.api.token.ApiToken;
import org.schoolcrm.billing.api.token.ApiTokenId;
import org.schoolcrm.billing.spi.ApiTokenStore;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.runtime.api.Actor;

/** Tokens by SQL. None is remembered between requests: one read by a unique key costs less than a token that lives on. */
public final class JdbcApiTokens implements ApiTokenStore {

    private static final String SELECT =
            "select t.*, b.branch_id from api_token t join api_token_branch b on b.token_id = t.id where ";

    private final BillingTables tables;

    public JdbcApiTokens(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public ApiTokenId newId() {
        return new ApiTokenId(tables.ids().next("api_token_id"));
    }

    @Override
    public void add(ApiToken token, String hash) {
        tables.jdbi().useHandle(handle -> {
            handle.createUpdate("insert into api_token (id, name, mark, hash, permissions, requests_per_minute,"
                            + " maker, made_at, expires_at) values (:id, :name, :mark, :hash, :permissions, :rate,"
                            + " :maker, :made, :expires)")
                    .bind("id", token.id().value())
                    .bind("name", token.name())
                    .bind("mark", token.mark())
                    .bind("hash", hash)
                    .bind("permissions", written(token.permissions()))
                    .bind("rate", token.requestsPerMinute())
                    .bind("maker", token.maker().name())
                    .bind("made", token.madeAt())
                    .bind("expires", token.expiresAt())
                    .execute();
            var branches =
                    handle.prepareBatch("insert into api_token_branch (token_id, branch_id) values (:id, :branch)");
            token.branches()
                    .forEach(branch -> branches.bind("id", token.id().value())
                            .bind("branch", branch.value())
                            .add());
            branches.execute();
        });
    }

    @Override
    public List<ApiToken> of(BranchId branch) {
        return tables.jdbi()
                .withHandle(handle -> read(
                        handle,
                        "t.id in (select token_id from api_token_branch where branch_id = :key) order by t.id desc",
                        branch.value()));
    }

    @Override
    public Optional<ApiToken> find(ApiTokenId id) {
        return tables.jdbi()
                .withHandle(handle ->
                        read(handle, "t.id = :key", id.value()).stream().findFirst());
    }

    @Override
    public Optional<ApiToken> findByHash(String hash) {
        return tables.jdbi()
                .withHandle(
                        handle -> read(handle, "t.hash = :key", hash).stream().findFirst());
    }

    @Override
    public boolean end(ApiTokenId id, Instant at) {
        return tables.jdbi()
                        .withHandle(handle -> handle.createUpdate(
                                        "update api_token set revoked_at = :at where id = :id and revoked_at is null")
                                .bind("id", id.value())
                                .bind("at", at)
                                .execute())
                == 1;
    }

    @Override
    public void used(ApiTokenId id, Instant at, Instant since) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate("update api_token set last_used_at = :at where id = :id"
                                + " and (last_used_at is null or last_used_at <= :since)")
                        .bind("id", id.value())
                        .bind("at", at)
                        .bind("since", since)
                        .execute());
    }

    private static List<ApiToken> read(Handle handle, String where, Object key) {
        var tokens = handle.createQuery(SELECT + where)
                .bind("key", key)
                .reduceRows(new LinkedHashMap<ApiTokenId, ApiToken>(), (found, row) -> {
                    var token = token(row);
                    found.merge(token.id(), token, JdbcApiTokens::withBranchesOf);
                    return found;
                });
        return List.copyOf(tokens.values());
    }

    /** With the one branch that stands in the row. */
    private static ApiToken token(RowView row) {
        return new ApiToken(
                new ApiTokenId(row.getColumn("id", Long.class)),
                row.getColumn("name", String.class),
                row.getColumn("mark", String.class),
                Set.of(new BranchId(row.getColumn("branch_id", Long.class))),
                Arrays.stream(row.getColumn("permissions", String.class).split(","))
                        .map(Permission::valueOf)
                        .collect(Collectors.toSet()),
                row.getColumn("requests_per_minute", Integer.class),
                new Actor(row.getColumn("maker", String.class)),
                row.getColumn("made_at", Instant.class),
                row.getColumn("expires_at", Instant.class),
                row.getColumn("last_used_at", Instant.class),
                row.getColumn("revoked_at", Instant.class));
    }

    private static ApiToken withBranchesOf(ApiToken one, ApiToken other) {
        var branches = new HashSet<>(one.branches());
        branches.addAll(other.branches());
        return new ApiToken(
                one.id(),
                one.name(),
                one.mark(),
                branches,
                one.permissions(),
                one.requestsPerMinute(),
                one.maker(),
                one.madeAt(),
                one.expiresAt(),
                one.lastUsedAt(),
                one.revokedAt());
    }

    private static String written(Set<Permission> permissions) {
        return permissions.stream().map(Permission::name).sorted().collect(Collectors.joining(","));
    }
}
