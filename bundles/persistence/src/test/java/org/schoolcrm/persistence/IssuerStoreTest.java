package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.IssuerScope;
import org.schoolcrm.billing.api.ReceivedPayment;
import org.schoolcrm.billing.api.issuer.Issuer;
import org.schoolcrm.billing.api.issuer.IssuerDetails;
import org.schoolcrm.billing.api.issuer.IssuerDetails.BankDetails;
import org.schoolcrm.billing.api.issuer.IssuerDetails.Signers;
import org.schoolcrm.billing.api.issuer.Logo;
import org.schoolcrm.billing.spi.IssuerStore;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** Issuer details are only ever followed by the next version, and a paid invoice points at one of them. */
@OnBothDatabases
class IssuerStoreTest {

    private static final AtomicLong BRANCHES = new AtomicLong(System.nanoTime());

    private final StoreTestApplication stores;
    private final IssuerStore issuers;
    private final BranchId branch = new BranchId(BRANCHES.incrementAndGet());
    private final IssuerScope scope = IssuerScope.of(branch);

    IssuerStoreTest(TestDatabase database) {
        stores = StoreTestApplication.on(database);
        issuers = stores.issuers();
    }

    @Test
    void gives_back_every_field_and_the_newest_version() {
        var first = new Issuer(scope, 1, true, details("ООО «Старт»"), null);
        var second = first.with(details("ООО «Финиш»"));

        assertThat(add(first)).isTrue();
        assertThat(add(second)).isTrue();
        assertThat(add(second)).as("somebody was faster").isFalse();

        assertThat(issuers.newest(scope)).contains(second);
        assertThat(issuers.effective(branch)).contains(second);
    }

    @Test
    void a_branch_that_dropped_its_details_follows_the_school() {
        var school = school();
        var own = new Issuer(scope, 1, true, details("ИП Сидоров"), null);
        add(own);
        add(own.dropped());

        assertThat(issuers.effective(branch)).contains(school);
        assertThat(issuers.newest(scope)).contains(own.dropped());
    }

    @Test
    @DisplayName("R057 a paid invoice keeps the details it was paid under, the last ones if it was paid twice")
    void a_paid_invoice_keeps_the_details_it_was_paid_under() {
        var first = new Issuer(scope, 1, true, details("ООО «Старт»"), null);
        var second = first.with(details("ООО «Финиш»"));
        var paid = added();
        add(first);
        pay(paid);
        add(second);

        assertThat(keptBy(paid)).contains(first);

        var other = added();
        pay(other);
        pay(paid);
        assertThat(keptBy(paid)).contains(second);
        assertThat(keptBy(other)).contains(second);
    }

    @Test
    void a_picture_is_kept_once_under_its_name() {
        var name = "logo" + System.nanoTime();
        stores.transactions().run(() -> {
            issuers.addLogo(name, new Logo("image/png", new byte[] {1, 2, 3}));
            issuers.addLogo(name, new Logo("image/jpeg", new byte[] {4}));
        });

        var kept = issuers.logo(name).orElseThrow();
        assertThat(kept.type()).isEqualTo("image/png");
        assertThat(kept.content()).containsExactly(1, 2, 3);
        assertThat(issuers.logo("other")).isEmpty();
    }

    private void pay(InvoiceId id) {
        stores.transactions()
                .run(() -> stores.invoices()
                        .change(
                                id,
                                invoice -> invoice.book(new ReceivedPayment(
                                                invoice.amount(), invoice.term().from()))
                                        .under(issuers.inForce(branch).orElse(null))));
    }

    private Optional<Issuer> keptBy(InvoiceId paid) {
        return Optional.ofNullable(stores.invoices().find(paid).orElseThrow().paidUnder())
                .flatMap(issuers::find);
    }

    private boolean add(Issuer issuer) {
        return stores.transactions().inTransaction(() -> issuers.add(issuer));
    }

    private Issuer school() {
        var next = issuers.newest(IssuerScope.SCHOOL)
                .orElseGet(() -> new Issuer(IssuerScope.SCHOOL, 0, true, IssuerDetails.NONE, null))
                .with(details("Школа"));
        add(next);
        return next;
    }

    private InvoiceId added() {
        var row = Samples.invoice(
                stores.transactions()
                        .inTransaction(() -> stores.invoices().newIds(1).get(0)),
                new CustomerId(1));
        stores.transactions().run(() -> stores.invoices().addAll(List.of(row)));
        return row.invoice().id();
    }

    private static IssuerDetails details(String name) {
        return new IssuerDetails(
                name,
                "7707083893",
                "773601001",
                "1027700132195",
                "Москва",
                "+7",
                "a@b.example",
                "https://school.example/offer",
                new BankDetails("Сбербанк", "044525225", "40702810138000060317", "30101810400000000225"),
                new Signers("А", "Б"));
    }
}
