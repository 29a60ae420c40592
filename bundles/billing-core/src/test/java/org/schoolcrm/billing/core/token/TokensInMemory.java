package org.schoolcrm.billing.core.token;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.token.ApiToken;
import org.schoolcrm.billing.api.token.ApiTokenId;
import org.schoolcrm.billing.spi.ApiTokenStore;
import org.schoolcrm.host.spi.BranchId;

/** Tokens in maps, which also tell how often a use was noted. */
final class TokensInMemory implements ApiTokenStore {

    final List<Instant> uses = new ArrayList<>();
    final Map<String, ApiTokenId> byHash = new LinkedHashMap<>();
    private final Map<ApiTokenId, ApiToken> tokens = new LinkedHashMap<>();

    @Override
    public ApiTokenId newId() {
        return new ApiTokenId(tokens.size() + 1L);
    }

    @Override
    public void add(ApiToken token, String hash) {
        tokens.put(token.id(), token);
        byHash.put(hash, token.id());
    }

    @Override
    public List<ApiToken> of(BranchId branch) {
        return tokens.values().stream()
                .filter(one -> one.branches().contains(branch))
                .sorted(Comparator.comparing((ApiToken one) -> -one.id().value()))
                .toList();
    }

    @Override
    public Optional<ApiToken> find(ApiTokenId id) {
        return Optional.ofNullable(tokens.get(id));
    }

    @Override
    public Optional<ApiToken> findByHash(String hash) {
        return Optional.ofNullable(byHash.get(hash)).map(tokens::get);
    }

    @Override
    public boolean end(ApiTokenId id, Instant at) {
        var token = Objects.requireNonNull(tokens.get(id));
        tokens.put(id, with(token, token.lastUsedAt(), token.revokedAt() == null ? at : token.revokedAt()));
        return token.revokedAt() == null;
    }

    @Override
    public void used(ApiTokenId id, Instant at, Instant since) {
        var token = Objects.requireNonNull(tokens.get(id));
        uses.add(at);
        tokens.put(id, with(token, at, token.revokedAt()));
    }

    private static ApiToken with(ApiToken token, @Nullable Instant lastUsedAt, @Nullable Instant revokedAt) {
        return new ApiToken(
                token.id(),
                token.name(),
                token.mark(),
                token.branches(),
                token.permissions(),
                token.requestsPerMinute(),
                token.maker(),
                token.madeAt(),
                token.expiresAt(),
                lastUsedAt,
                revokedAt);
    }
}
