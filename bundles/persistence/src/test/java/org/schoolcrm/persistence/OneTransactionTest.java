package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.runtime.DbSchedulerJobs;
import org.schoolcrm.runtime.FlywayMigrations;
import org.schoolcrm.runtime.InstantColumns;
import org.schoolcrm.runtime.OwnTables;
import org.schoolcrm.runtime.SystemClock;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** A JPA row, a JDBC batch and a planned job are one: they are saved together or not at all. */
@OnBothDatabases
class OneTransactionTest {

    private final StoreTestApplication stores;
    private final DbSchedulerJobs jobs;

    OneTransactionTest(TestDatabase database) {
        stores = StoreTestApplication.on(database);
        var migrations = new FlywayMigrations(database.dataSource());
        var tables = new OwnTables(database.dataSource(), migrations, new InstantColumns());
        jobs = new DbSchedulerJobs(tables, stores.transactions(), new SystemClock(), List.of(), 1);
    }

    @AfterEach
    void stop() {
        jobs.close();
    }

    @Test
    void everything_is_saved() {
        var old = added();
        var fresh = stores.invoices().newIds(1).get(0);
        var account = Samples.newAccount(stores);

        stores.transactions().run(() -> write(old, fresh, account));

        assertThat(stores.invoices().find(old.id()).orElseThrow().status()).isEqualTo(InvoiceStatus.ARCHIVED);
        assertThat(stores.invoices().find(fresh)).isPresent();
        assertThat(stores.accounts().find(account.id())).isPresent();
        assertThat(planned(fresh.toString())).isEqualTo(1);
    }

    @Test
    void nothing_is_saved() {
        var old = added();
        var fresh = stores.invoices().newIds(1).get(0);
        var account = Samples.newAccount(stores);

        assertThatThrownBy(() -> stores.transactions().run(() -> {
                    write(old, fresh, account);
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(stores.invoices().find(old.id()).orElseThrow().status()).isEqualTo(InvoiceStatus.AWAITING_PAYMENT);
        assertThat(stores.invoices().find(fresh)).isEmpty();
        assertThat(stores.accounts().find(account.id())).isEmpty();
        assertThat(planned(fresh.toString())).isZero();
    }

    private void write(Invoice old, InvoiceId fresh, MerchantAccount account) {
        stores.accounts().add(account);
        stores.invoices().change(old.id(), Invoice::archive);
        stores.invoices().addAll(List.of(Samples.invoice(fresh, new CustomerId(5))));
        jobs.schedule(new JobId("one-transaction", fresh.toString()), Samples.NOW);
    }

    private Invoice added() {
        var row = Samples.invoice(stores.invoices().newIds(1).get(0), new CustomerId(4));
        stores.transactions().run(() -> stores.invoices().addAll(List.of(row)));
        return row.invoice();
    }

    private int planned(String key) {
        return stores.jdbi()
                .withHandle(
                        handle -> handle.createQuery("select count(*) from scheduled_tasks where task_instance = :id")
                                .bind("id", "one-transaction/" + key)
                                .mapTo(Integer.class)
                                .one());
    }
}
