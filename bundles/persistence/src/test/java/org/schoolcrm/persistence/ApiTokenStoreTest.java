package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.token.ApiToken;
import org.schoolcrm.billing.api.token.ApiTokenId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.persistence.token.JdbcApiTokens;
import org.schoolcrm.runtime.FlywayMigrations;
import org.schoolcrm.runtime.InstantColumns;
import org.schoolcrm.runtime.JtaTransactions;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** Tokens are found by the hash of their secret, by all nodes alike. */
@OnBothDatabases
class ApiTokenStoreTest {

    private static final AtomicLong NUMBERS = new AtomicLong(System.nanoTime());
    private static final Instant NOON = Instant.parse("2026-09-01T09:00:00Z");

    private final BranchId branch = new BranchId(NUMBERS.incrementAndGet());
    private final BranchId other = new BranchId(NUMBERS.incrementAndGet());
    private final JtaTransactions transactions;
    private final JdbcApiTokens store;
    private final JdbcApiTokens onAnotherNode;

    ApiTokenStoreTest(TestDatabase database) {
        transactions = new JtaTransactions(database.transactionManager());
        var tables = new BillingTables(
                database.dataSource(), new FlywayMigrations(database.dataSource()), new InstantColumns());
        store = new JdbcApiTokens(tables);
        onAnotherNode = new JdbcApiTokens(tables);
    }

    @Test
    void gives_back_every_field_as_it_was() {
        var hash = hash();
        var token = added(hash, Set.of(branch, other));

        assertThat(store.find(token.id())).contains(token);
        assertThat(store.findByHash(hash)).contains(token);
        assertThat(store.findByHash(hash())).isEmpty();
    }

    @Test
    void a_branch_lists_its_own_newest_first() {
        var older = added(hash(), Set.of(branch));
        added(hash(), Set.of(other));
        var newer = added(hash(), Set.of(branch, other));

        assertThat(store.of(branch)).containsExactly(newer, older);
    }

    @Test
    void no_two_tokens_have_one_secret() {
        var hash = hash();
        added(hash, Set.of(branch));

        assertThatThrownBy(() -> added(hash, Set.of(branch))).isInstanceOf(RuntimeException.class);
    }

    @Test
    void an_end_counts_once_and_is_seen_by_every_node_at_once() {
        var hash = hash();
        var token = added(hash, Set.of(branch));
        assertThat(onAnotherNode.findByHash(hash)).contains(token);

        assertThat(transactions.<Boolean>inTransaction(() -> store.end(token.id(), NOON.plusSeconds(5))))
                .isTrue();
        assertThat(transactions.<Boolean>inTransaction(() -> store.end(token.id(), NOON.plusSeconds(9))))
                .isFalse();
        assertThat(onAnotherNode.findByHash(hash).orElseThrow().revokedAt()).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void a_use_is_noted_unless_a_recent_one_is() {
        var token = added(hash(), Set.of(branch));

        transactions.run(() -> store.used(token.id(), NOON, NOON.minusSeconds(60)));
        transactions.run(() -> store.used(token.id(), NOON.plusSeconds(59), NOON.minusSeconds(1)));
        assertThat(lastUse(token.id())).isEqualTo(NOON);

        transactions.run(() -> store.used(token.id(), NOON.plusSeconds(60), NOON));
        assertThat(lastUse(token.id())).isEqualTo(NOON.plusSeconds(60));
    }

    private Instant lastUse(ApiTokenId id) {
        var used = store.find(id).orElseThrow().lastUsedAt();
        return used == null ? Instant.EPOCH : used;
    }

    private static String hash() {
        return "%064x".formatted(NUMBERS.incrementAndGet());
    }

    private ApiToken added(String hash, Set<BranchId> branches) {
        return transactions.inTransaction(() -> {
            var token = new ApiToken(
                    store.newId(),
                    "Сайт",
                    "crm_AbCd",
                    branches,
                    Set.of(Permission.INVOICE_READ, Permission.SETTINGS_EDIT),
                    600,
                    Actor.user(1),
                    NOON,
                    NOON.plusSeconds(3600),
                    null,
                    null);
            store.add(token, hash);
            return token;
        });
    }
}
