package org.schoolcrm.itests.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.BillingProblem;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.Invariants;
import org.schoolcrm.billing.api.Invariants.Finding;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.ManualInvoice;
import org.schoolcrm.billing.api.UnpaidInvoicePolicy;
import org.schoolcrm.forecast.api.CostFilter;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.money.Money;
import org.schoolcrm.problem.ProblemException;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.AuditTrail;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** Whatever 32 threads do to the same invoices at once, what is stored never contradicts itself. */
class InvariantsTest {

    private static final int THREADS = 32;
    private static final int ROUNDS = 25;
    private static final Instant NOON = Instant.parse("2026-09-10T09:00:00Z");
    private static final BranchId CENTRE = new BranchId(1);

    private final TestDatabase database = TestDatabase.postgres();
    private final TestApplication house = TestApplication.still(database, NOON, 20);
    private final Billing billing = house.the(Billing.class);
    private final Acquiring acquiring = house.the(Acquiring.class);
    private final ConcurrentLinkedDeque<InvoiceId> issued = new ConcurrentLinkedDeque<>();
    private final List<CustomerId> customers = house.the(Customers.class).search(CENTRE, "", 20).stream()
            .map(found -> found.id())
            .limit(6)
            .toList();

    @AfterEach
    void close() {
        house.close();
        database.close();
    }

    @Test
    @DisplayName(
            "I1 I2 I3 I4 I5 I6 I13 I16 R031 R066 R069 R151 hold while 32 threads issue, pay and archive the same invoices")
    void nothing_contradicts_itself_after_32_threads() throws Exception {
        storm();

        assertThat(held()).allMatch(found -> found.violations() == 0);
        var invoices = billing.findAll(issued);
        for (var status : InvoiceStatus.values()) {
            assertThat(invoices).anyMatch(one -> one.status() == status);
        }
        assertThat(house.the(AuditTrail.class).verify().flaws()).isEmpty();
        assertThat(count("select count(*) from bank_operation")).isGreaterThan(THREADS);
        assertThat(count("select count(distinct number) from invoice"))
                .isEqualTo(count("select count(*) from invoice"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
                I1  | update invoice set paid = paid + 1 where status = 'PAID'
                I1  | delete from posting
                I3  | alter table posting drop constraint posting_payment_id_fkey; update posting set payment_id = -payment_id
                I4  | update posting set branch_id = 2
                I4  | update posting set customer_id = -1
                I5  | update invoice set status = 'AWAITING_PAYMENT' where status = 'PAID'
                I6  | update audit_record set was = 'PAID x', became = 'ARCHIVED x' where action = 'invoice.booked'
                I13 | update audit_record set at = at - interval '1' day, became = 'ARCHIVED x', was = '' where action = 'invoice.booked'
                I16 | delete from audit_record where action = 'invoice.booked'
                """)
    void each_rule_finds_what_it_is_there_for(String rule, String damage) throws SQLException {
        pay(issue(customers.get(0), UnpaidInvoicePolicy.KEEP).orElseThrow());
        assertThat(held()).allMatch(found -> found.violations() == 0);

        try (var connection = house.the(DataSource.class).getConnection();
                var statement = connection.createStatement()) {
            for (var sql : damage.split("; ")) {
                statement.execute(sql);
            }
        }

        assertThat(held()).anyMatch(found -> found.name().equals(rule) && found.violations() > 0);
    }

    @Test
    @DisplayName(
            "edge: unpaid older invoice: of 32 who ask one customer for the same money at once, one is let through")
    void of_many_who_ask_at_once_one_is_let_through() throws Exception {
        var anna = customers.get(0);
        var refused = new AtomicInteger();

        together(thread -> {
            try {
                issue(anna, UnpaidInvoicePolicy.ASK);
            } catch (ProblemException refusal) {
                assertThat(refusal.type()).isEqualTo(BillingProblem.UNPAID_INVOICE_EXISTS);
                refused.incrementAndGet();
            }
        });

        assertThat(issued).hasSize(1);
        assertThat(refused).hasValue(THREADS - 1);
    }

    private void storm() throws Exception {
        together(thread -> {
            var dice = new Random(thread);
            for (int round = 0; round < ROUNDS; round++) {
                act(dice);
            }
        });
    }

    private static void together(IntConsumer work) throws Exception {
        var barrier = new CyclicBarrier(THREADS);
        var pool = Executors.newFixedThreadPool(THREADS);
        try {
            var done = IntStream.range(0, THREADS)
                    .<Future<?>>mapToObj(thread -> pool.submit(() -> {
                        barrier.await();
                        work.accept(thread);
                        return true;
                    }))
                    .toList();
            for (var one : done) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private void act(Random dice) {
        var target = latest(dice.nextInt(4));
        try {
            switch (target.isEmpty() ? 0 : dice.nextInt(6)) {
                case 0 -> issue(customers.get(dice.nextInt(customers.size())), UnpaidInvoicePolicy.KEEP);
                case 1 -> issue(customers.get(dice.nextInt(customers.size())), UnpaidInvoicePolicy.REPLACE);
                case 2, 3 -> pay(target.orElseThrow());
                case 4 -> billing.archive(target.orElseThrow(), Actor.user(2));
                default -> billing.close(target.orElseThrow(), Actor.user(2));
            }
        } catch (ProblemException refusal) {
            assertThat(refusal.type().status()).isLessThan(500);
        }
    }

    private Optional<InvoiceId> latest(int back) {
        return issued.stream().skip(back).findFirst();
    }

    private Optional<InvoiceId> issue(CustomerId customer, UnpaidInvoicePolicy earlier) {
        var request = new ManualInvoice(
                CENTRE,
                customer,
                AccountId.BASE,
                CalculationMethod.MANUAL,
                Money.of("1500", "RUB"),
                null,
                null,
                CostFilter.ALL,
                null,
                null,
                customer.value() % 2 == 0,
                earlier);
        var invoice = billing.issueManual(request, Actor.user(1)).invoice();
        issued.addFirst(invoice.id());
        return Optional.of(invoice.id());
    }

    /** The payer's way: to the bank's form, which is paid, and back; every thread follows the same attempt. */
    private void pay(InvoiceId id) {
        acquiring.start(id, "http://localhost/i/x");
        try (var connection = house.the(DataSource.class).getConnection();
                var update = connection.prepareStatement("update sandbox_order set state = 'PAID' where order_id in"
                        + " (select order_id from payment_attempt where invoice_id = ?)")) {
            update.setLong(1, id.value());
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        acquiring.follow(id);
    }

    private List<Finding> held() {
        return house.the(Invariants.class).check();
    }

    private long count(String sql) throws SQLException {
        try (var connection = house.the(DataSource.class).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
