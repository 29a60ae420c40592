package org.schoolcrm.billing.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.token.ApiToken;
import org.schoolcrm.billing.api.token.ApiTokenProblem;
import org.schoolcrm.billing.api.token.ApiTokens;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Caller;
import org.schoolcrm.host.spi.Callers;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.host.spi.RequestFacts;
import org.schoolcrm.host.spi.UserId;
import org.schoolcrm.problem.ProblemException;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.testkit.DirectTransactions;
import org.schoolcrm.runtime.testkit.SettableClock;

/** From the making of a token to its end, whichever comes first. */
class ApiTokenAdministrationTest {

    private static final BranchId CENTRE = new BranchId(1);
    private static final Actor ADMIN = Actor.user(1);

    private final SettableClock clock = new SettableClock("2026-09-01T09:00:00Z");
    private final TokensInMemory store = new TokensInMemory();
    private final List<AuditRecord> trail = new ArrayList<>();
    private final Staff staff = new Staff();
    private final ApiTokens tokens = administration(staff);

    @Test
    @DisplayName("a secret is found by programs that look for leaked ones, and is kept as its hash alone")
    void a_secret_has_a_form_of_its_own_and_is_not_kept() {
        var made = tokens.make(wish(CENTRE), ADMIN);

        assertThat(made.secret())
                .matches("crm_[0-9A-Za-z]{49}")
                .startsWith(made.token().mark());
        assertThat(made.token().mark()).hasSize(8);
        assertThat(store.byHash.keySet())
                .singleElement()
                .satisfies(hash -> assertThat(hash).hasSize(64).doesNotContain(made.secret()));
        assertThat(made.toString() + trail).doesNotContain(made.secret());
        assertThat(tokens.make(wish(CENTRE), ADMIN).secret()).isNotEqualTo(made.secret());
    }

    @Test
    void a_text_with_a_wrong_checksum_is_not_even_looked_for() {
        var secret = tokens.make(wish(CENTRE), ADMIN).secret();
        char last = secret.charAt(20);
        var wrong = secret.substring(0, 20) + (last == 'x' ? 'y' : 'x') + secret.substring(21);

        assertThat(TokenSecret.of(secret)).isPresent();
        assertThat(TokenSecret.of(wrong)).isEmpty();
        assertThat(TokenSecret.of(secret + "\n")).isEmpty();
        assertThat(tokens.use(wrong)).isEmpty();
    }

    @Test
    @DisplayName(
            "the trail of each branch says who made and who ended a token, and a token acts as itself with its maker")
    void the_trail_of_each_branch_tells_of_it() {
        var made = tokens.make(wish(CENTRE, new BranchId(2)), ADMIN).token();
        tokens.revoke(made.id(), Actor.user(7));
        tokens.revoke(made.id(), Actor.user(8));

        assertThat(trail)
                .extracting(AuditRecord::action, AuditRecord::branch, AuditRecord::actor)
                .containsExactly(
                        tuple("token.made", 1L, ADMIN),
                        tuple("token.made", 2L, ADMIN),
                        tuple("token.revoked", 1L, Actor.user(7)),
                        tuple("token.revoked", 2L, Actor.user(7)));
        assertThat(made.actor().name()).isEqualTo("token:1/user:1");
    }

    @Test
    void it_lets_in_until_it_expires_or_is_revoked() {
        var expiring = tokens.make(wish(CENTRE), ADMIN);
        var revoked = tokens.make(wish(CENTRE), ADMIN);
        assertThat(tokens.use(expiring.secret()))
                .map(ApiToken::id)
                .contains(expiring.token().id());

        tokens.revoke(revoked.token().id(), ADMIN);
        assertThat(tokens.use(revoked.secret())).isEmpty();
        clock.advance(Duration.ofDays(90).minusNanos(1_000));
        assertThat(tokens.use(expiring.secret())).isPresent();
        clock.advance(Duration.ofNanos(1_000));
        assertThat(tokens.use(expiring.secret())).isEmpty();
    }

    @Test
    void its_use_is_noted_once_a_minute() {
        var secret = tokens.make(wish(CENTRE), ADMIN).secret();
        for (int second = 0; second < 120; second++) {
            assertThat(tokens.use(secret)).isPresent();
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(store.uses)
                .containsExactly(Instant.parse("2026-09-01T09:00:00Z"), Instant.parse("2026-09-01T09:01:00Z"));
    }

    @Test
    @DisplayName("the tokens of people who have left end within a minute and for good, those of others do not")
    void tokens_end_with_those_who_made_them() {
        var left = tokens.make(wish(CENTRE), ADMIN);
        var stays = tokens.make(wish(CENTRE), Actor.user(2));
        var console = tokens.make(wish(CENTRE), new Actor("console:karaf"));
        assertThat(tokens.use(left.secret())).isPresent();

        staff.gone.add(new UserId(1));
        clock.advance(Duration.ofMinutes(1));
        assertThat(tokens.use(left.secret())).isEmpty();
        assertThat(tokens.use(stays.secret())).isPresent();
        assertThat(tokens.use(console.secret())).isPresent();

        staff.gone.clear();
        assertThat(tokens.use(left.secret())).isEmpty();
        assertThat(trail).last().satisfies(record -> {
            assertThat(record.action()).isEqualTo("token.maker-left");
            assertThat(record.actor()).isEqualTo(Actor.SYSTEM);
        });
    }

    @Test
    void whoever_makes_tokens_is_looked_up_once_a_minute() {
        var secret = tokens.make(wish(CENTRE), ADMIN).secret();
        for (int second = 0; second < 119; second++) {
            assertThat(tokens.use(secret)).isPresent();
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(staff.asked).isEqualTo(2);
    }

    @Test
    void a_crm_that_looks_nobody_up_ends_no_tokens() {
        var simple = administration(request -> Optional.empty());

        assertThat(simple.use(simple.make(wish(CENTRE), ADMIN).secret())).isPresent();
    }

    @Test
    void whatever_is_wrong_with_a_wish_is_said_at_once() {
        var wrong = new ApiTokens.Wish(" ", Set.of(), Set.of(), 0, clock.now());
        var far = new ApiTokens.Wish(
                "Сайт",
                Set.of(CENTRE),
                Set.of(Permission.INVOICE_READ),
                6_001,
                clock.now().plus(Duration.ofDays(367)));

        assertThatThrownBy(() -> tokens.make(wrong, ADMIN))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.fields())
                                .extracting(field -> field.field())
                                .containsExactly("name", "branches", "permissions", "requestsPerMinute", "expiresAt"));
        assertThatThrownBy(() -> tokens.make(far, ADMIN))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.fields())
                                .extracting(field -> field.field())
                                .containsExactly("requestsPerMinute", "expiresAt"));
    }

    @Test
    void a_branch_has_fifty_active_tokens_at_most() {
        for (int one = 0; one < 49; one++) {
            tokens.make(wish(CENTRE), ADMIN);
        }
        var last = tokens.make(wish(CENTRE), ADMIN).token();

        assertThatThrownBy(() -> tokens.make(wish(CENTRE), ADMIN))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.type()).isEqualTo(ApiTokenProblem.TOO_MANY_TOKENS));
        tokens.revoke(last.id(), ADMIN);
        assertThat(tokens.make(wish(CENTRE), ADMIN).token().state(clock.now())).isEqualTo(ApiToken.State.ACTIVE);
    }

    private ApiTokenAdministration administration(Callers callers) {
        return new ApiTokenAdministration(
                store, new Makers(callers, clock), new DirectTransactions(), clock, trail::add);
    }

    private ApiTokens.Wish wish(BranchId... branches) {
        return new ApiTokens.Wish(
                "Сайт", Set.of(branches), Set.of(Permission.INVOICE_READ), 600, Instant.parse("2026-11-30T09:00:00Z"));
    }

    /** Everybody works here but who is gone. */
    private static final class Staff implements Callers {

        private final Set<UserId> gone = new HashSet<>();
        private int asked;

        @Override
        public Optional<Caller> whoIs(RequestFacts request) {
            return Optional.empty();
        }

        @Override
        public Optional<Caller> find(UserId user) {
            asked++;
            return gone.contains(user)
                    ? Optional.empty()
                    : Optional.of(new Caller(user, "Анна", Locale.ENGLISH, Map.of()));
        }
    }
}
