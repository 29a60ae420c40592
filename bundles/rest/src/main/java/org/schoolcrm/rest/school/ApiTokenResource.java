package org.schoolcrm.rest.school;

import static org.schoolcrm.billing.api.token.ApiTokenProblem.TOKEN_UNKNOWN;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.token.ApiToken;
import org.schoolcrm.billing.api.token.ApiTokenId;
import org.schoolcrm.billing.api.token.ApiTokens;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.rest.http.Creates;
import org.schoolcrm.rest.http.ETagged;
import org.schoolcrm.rest.http.Guard;
import org.schoolcrm.rest.http.Page;
import org.schoolcrm.rest.http.Paging;
import org.schoolcrm.rest.http.PeopleOnly;
import org.schoolcrm.rest.http.SealedReply;
import org.schoolcrm.runtime.api.Clock;

/** Tokens by which programs call this API; whoever sets up one of a token's branches sees and ends it. */
@Path("/api-tokens")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ApiTokenResource {

    private final ApiTokens tokens;
    private final Clock clock;

    public ApiTokenResource(ApiTokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** A token that lets in from now on. */
    public record TokenRequest(
            String name,
            Set<BranchId> branches,
            Set<Permission> permissions,
            int requestsPerMinute,
            Instant expiresAt) {}

    /** A token without its secret; {@code mark} is how that begins. */
    public record TokenView(
            ApiTokenId id,
            String name,
            String mark,
            ApiToken.State state,
            List<BranchId> branches,
            List<Permission> permissions,
            int requestsPerMinute,
            String maker,
            Instant madeAt,
            Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {

        static TokenView of(ApiToken token, Instant now) {
            return new TokenView(
                    token.id(),
                    token.name(),
                    token.mark(),
                    token.state(now),
                    token.branches().stream()
                            .sorted(Comparator.comparing(BranchId::value))
                            .toList(),
                    token.permissions().stream().sorted().toList(),
                    token.requestsPerMinute(),
                    token.maker().name(),
                    token.madeAt(),
                    token.expiresAt(),
                    token.lastUsedAt(),
                    token.revokedAt());
        }
    }

    /** A token with its secret. */
    public record MadeToken(TokenView token, String secret) {

        /** The secret never reaches a log. */
        @Override
        public String toString() {
            return "MadeToken[" + token + "]";
        }
    }

    /** Newest first, those that have ended too. */
    @GET
    public Page<TokenView> list(@Context Guard guard, @QueryParam("branch") long branch, @Context Paging paging) {
        var all = tokens.of(guard.open(Permission.SETTINGS_EDIT, new BranchId(branch)));
        var now = clock.now();
        return paging.of(all, one -> one.id().value(), true).map(one -> TokenView.of(one, now));
    }

    /** Answers with the secret, which nothing but a repetition of the same request shows again. */
    @POST
    @Creates("/api-tokens/{token.id}")
    @SealedReply
    @PeopleOnly
    public MadeToken make(@Context Guard guard, TokenRequest request) {
        for (var branch : request.branches()) {
            guard.open(Permission.SETTINGS_EDIT, branch);
            request.permissions().forEach(permission -> guard.open(permission, branch));
        }
        var made = tokens.make(
                new ApiTokens.Wish(
                        request.name(),
                        request.branches(),
                        request.permissions(),
                        request.requestsPerMinute(),
                        request.expiresAt()),
                guard.actor());
        return new MadeToken(TokenView.of(made.token(), clock.now()), made.secret());
    }

    @GET
    @Path("/{id}")
    @ETagged
    public TokenView show(@Context Guard guard, @PathParam("id") ApiTokenId id) {
        return TokenView.of(open(guard, id), clock.now());
    }

    /** Ends it at once; it stays in the list. */
    @DELETE
    @Path("/{id}")
    public void revoke(@Context Guard guard, @PathParam("id") ApiTokenId id) {
        tokens.revoke(open(guard, id).id(), guard.actor());
    }

    private ApiToken open(Guard guard, ApiTokenId id) {
        var token = tokens.find(id)
                .filter(one -> one.branches().stream().anyMatch(guard::sees))
                .orElseThrow(() -> TOKEN_UNKNOWN.refuse(id));
        if (token.branches().stream().noneMatch(branch -> guard.may(Permission.SETTINGS_EDIT, branch))) {
            token.branches().forEach(branch -> guard.open(Permission.SETTINGS_EDIT, branch));
        }
        return token;
    }
}
