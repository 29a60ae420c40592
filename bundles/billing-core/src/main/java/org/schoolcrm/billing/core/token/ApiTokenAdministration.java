package org.schoolcrm.billing.core.token;

import static org.schoolcrm.billing.api.token.ApiTokenProblem.TOKEN_BRANCHES_MISSING;
import static org.schoolcrm.billing.api.token.ApiTokenProblem.TOKEN_DRAFT_INVALID;
import static org.schoolcrm.billing.api.token.ApiTokenProblem.TOKEN_EXPIRY_WRONG;
import static org.schoolcrm.billing.api.token.ApiTokenProblem.TOKEN_NAME_WRONG;
import static org.schoolcrm.billing.api.token.ApiTokenProblem.TOKEN_PERMISSIONS_MISSING;
import static org.schoolcrm.billing.api.token.ApiTokenProblem.TOKEN_RATE_WRONG;
import static org.schoolcrm.billing.api.token.ApiTokenProblem.TOKEN_UNKNOWN;
import static org.schoolcrm.billing.api.token.ApiTokenProblem.TOO_MANY_TOKENS;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.token.ApiToken;
import org.schoolcrm.billing.api.token.ApiTokenId;
import org.schoolcrm.billing.api.token.ApiTokens;
import org.schoolcrm.billing.spi.ApiTokenStore;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.problem.FieldChecks;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes tokens, lets in whoever holds one, and ends them. */
public final class ApiTokenAdministration implements ApiTokens {

    private static final Logger SECURITY = LoggerFactory.getLogger("org.schoolcrm.security");
    private static final int MOST = 50;
    private static final int NAME = 100;
    private static final int MOST_REQUESTS = 6_000;
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration NOTED = Duration.ofMinutes(1);

    private final ApiTokenStore store;
    private final Makers makers;
    private final Transactions transactions;
    private final Clock clock;
    private final Audit audit;

    public ApiTokenAdministration(
            ApiTokenStore store, Makers makers, Transactions transactions, Clock clock, Audit audit) {
        this.store = store;
        this.makers = makers;
        this.transactions = transactions;
        this.clock = clock;
        this.audit = audit;
    }

    @Override
    public List<ApiToken> of(BranchId branch) {
        return store.of(branch);
    }

    @Override
    public Optional<ApiToken> find(ApiTokenId id) {
        return store.find(id);
    }

    @Override
    public WithSecret make(Wish wish, Actor maker) {
        var now = clock.now();
        check(wish, now);
        return transactions.inTransaction(() -> {
            wish.branches().forEach(branch -> requireRoom(branch, now));
            var secret = TokenSecret.random();
            var token = new ApiToken(
                    store.newId(),
                    wish.name().strip(),
                    secret.mark(),
                    wish.branches(),
                    wish.permissions(),
                    wish.requestsPerMinute(),
                    maker,
                    now,
                    wish.expiresAt(),
                    null,
                    null);
            store.add(token, secret.hash());
            record(maker, "token.made", token, null, token.toString());
            return new WithSecret(token, secret.text());
        });
    }

    @Override
    public void revoke(ApiTokenId id, Actor actor) {
        end(store.find(id).orElseThrow(() -> TOKEN_UNKNOWN.refuse(id)), "token.revoked", actor);
    }

    @Override
    public Optional<ApiToken> use(String secret) {
        var found = TokenSecret.of(secret).flatMap(one -> store.findByHash(one.hash()));
        return found.filter(this::letsIn);
    }

    private boolean letsIn(ApiToken token) {
        var now = clock.now();
        var state = token.state(now);
        if (state != ApiToken.State.ACTIVE) {
            SECURITY.info("token {} of {} refused: {}", token.id(), token.maker(), state);
            return false;
        }
        if (makers.hasLeft(token.maker())) {
            SECURITY.info("token {} ended: {} has left", token.id(), token.maker());
            end(token, "token.maker-left", Actor.SYSTEM);
            return false;
        }
        var recently = now.minus(NOTED);
        var last = token.lastUsedAt();
        if (last == null || !last.isAfter(recently)) {
            transactions.run(() -> store.used(token.id(), now, recently));
        }
        return true;
    }

    private void end(ApiToken token, String action, Actor actor) {
        transactions.run(() -> {
            if (store.end(token.id(), clock.now())) {
                record(actor, action, token, token.toString(), null);
            }
        });
    }

    /** A record for each branch that it opens, since each branch reads its own trail. */
    private void record(Actor actor, String action, ApiToken token, @Nullable String before, @Nullable String after) {
        audit.recordAll(token.branches().stream()
                .map(BranchId::value)
                .sorted()
                .map(branch -> new AuditRecord(actor, branch, action, "token:" + token.id(), before, after))
                .toList());
    }

    private void requireRoom(BranchId branch, Instant now) {
        var active = store.of(branch).stream()
                .filter(one -> one.state(now) == ApiToken.State.ACTIVE)
                .count();
        if (active >= MOST) {
            throw TOO_MANY_TOKENS.refuse();
        }
    }

    private static void check(Wish wish, Instant now) {
        var name = wish.name().strip();
        var expires = wish.expiresAt();
        new FieldChecks()
                .require(!name.isEmpty() && name.length() <= NAME, "name", TOKEN_NAME_WRONG)
                .require(!wish.branches().isEmpty(), "branches", TOKEN_BRANCHES_MISSING)
                .require(!wish.permissions().isEmpty(), "permissions", TOKEN_PERMISSIONS_MISSING)
                .require(
                        wish.requestsPerMinute() >= 1 && wish.requestsPerMinute() <= MOST_REQUESTS,
                        "requestsPerMinute",
                        TOKEN_RATE_WRONG)
                .require(expires.isAfter(now) && !expires.isAfter(now.plus(LONGEST)), "expiresAt", TOKEN_EXPIRY_WRONG)
                .refuseAs(TOKEN_DRAFT_INVALID);
    }
}
