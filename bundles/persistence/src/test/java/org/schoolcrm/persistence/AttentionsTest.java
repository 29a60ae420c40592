package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolcrm.persistence.attention.JdbcAttentions;
import org.schoolcrm.runtime.FlywayMigrations;
import org.schoolcrm.runtime.InstantColumns;
import org.schoolcrm.runtime.JtaTransactions;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Attention;
import org.schoolcrm.runtime.api.Attentions.Entry;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** What people have to settle stands in the list once until somebody closes it, which is audited. */
@OnBothDatabases
class AttentionsTest {

    private static final Actor ANNA = Actor.user(7);
    private static final Actor BORIS = Actor.user(8);

    private final long branch = System.nanoTime();
    private final Attention dispute = new Attention(branch, "payment.disputed", "payment:42", "the payer disputes it");
    private final List<AuditRecord> records = new ArrayList<>();
    private final JtaTransactions transactions;
    private final JdbcAttentions attentions;

    AttentionsTest(TestDatabase database) {
        transactions = new JtaTransactions(database.transactionManager());
        var tables = new BillingTables(
                database.dataSource(), new FlywayMigrations(database.dataSource()), new InstantColumns());
        attentions = new JdbcAttentions(tables, records::add, transactions, new SettableClock("2026-09-01T09:00:00Z"));
    }

    @Test
    void what_is_noticed_twice_stands_in_the_list_once() {
        raise(dispute);
        raise(dispute);

        assertThat(open()).extracting(Entry::attention).containsExactly(dispute);
    }

    @Test
    void closing_takes_it_off_the_list_and_is_audited_once() {
        raise(dispute);
        var id = open().get(0).id();

        assertThat(attentions.close(id, ANNA).closedBy()).isEqualTo("user:7");
        assertThat(attentions.close(id, BORIS).closedBy())
                .as("who was first stays")
                .isEqualTo("user:7");

        assertThat(open()).isEmpty();
        assertThat(attentions.page(branch, true, Long.MAX_VALUE, 10)).hasSize(1);
        assertThat(records)
                .containsExactly(new AuditRecord(
                        ANNA, branch, "attention.closed", "payment:42", "payment.disputed", "the payer disputes it"));
    }

    @Test
    void what_comes_again_after_it_was_closed_is_a_new_entry() {
        raise(dispute);
        attentions.close(open().get(0).id(), ANNA);
        raise(dispute);

        assertThat(open()).hasSize(1);
        assertThat(attentions.page(branch, true, Long.MAX_VALUE, 10)).hasSize(2);
    }

    @Test
    void what_is_settled_where_it_arose_leaves_the_list_and_nothing_else_does() {
        raise(dispute);
        raise(new Attention(branch, "payment.disputed", "payment:43", "another one"));

        attentions.settle(branch, "payment.disputed", "payment:42", ANNA);
        attentions.settle(branch, "payment.disputed", "payment:42", ANNA);
        attentions.settle(branch, "refund.unanswered", "payment:43", ANNA);

        assertThat(open()).extracting(one -> one.attention().subject()).containsExactly("payment:43");
        assertThat(records).extracting(AuditRecord::action).containsExactly("attention.closed");
    }

    @Test
    void the_list_is_read_page_by_page_newest_first() {
        for (int i = 0; i < 5; i++) {
            raise(new Attention(branch, "payment.disputed", "payment:" + i, ""));
        }
        var first = attentions.page(branch, false, Long.MAX_VALUE, 3);
        var second = attentions.page(branch, false, first.get(2).id(), 3);

        assertThat(first)
                .extracting(one -> one.attention().subject())
                .containsExactly("payment:4", "payment:3", "payment:2");
        assertThat(second).extracting(one -> one.attention().subject()).containsExactly("payment:1", "payment:0");
    }

    @Test
    void nothing_is_left_of_what_a_transaction_that_failed_had_noticed() {
        assertThatThrownBy(() -> transactions.run(() -> {
                    attentions.raise(dispute);
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(open()).isEmpty();
    }

    private void raise(Attention attention) {
        transactions.run(() -> attentions.raise(attention));
    }

    private List<Entry> open() {
        return attentions.page(branch, false, Long.MAX_VALUE, 10);
    }
}
