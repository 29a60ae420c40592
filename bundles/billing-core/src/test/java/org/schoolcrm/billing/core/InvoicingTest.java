package org.schoolcrm.billing.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.Booking;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceEvent;
import org.schoolcrm.billing.api.InvoiceFlag;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.IssuerScope;
import org.schoolcrm.billing.api.IssuerVersion;
import org.schoolcrm.billing.api.ManualInvoice;
import org.schoolcrm.billing.api.Payability;
import org.schoolcrm.billing.api.ReceivedPayment;
import org.schoolcrm.billing.api.UnpaidInvoicePolicy;
import org.schoolcrm.billing.api.issuer.IssuerDetails;
import org.schoolcrm.billing.api.issuer.IssuerDetails.BankDetails;
import org.schoolcrm.billing.api.issuer.IssuerDetails.Signers;
import org.schoolcrm.forecast.api.CostFilter;
import org.schoolcrm.forecast.api.SubscriptionCost;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.LegalType;
import org.schoolcrm.host.spi.StudyStatusId;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.testkit.DirectTransactions;
import org.schoolcrm.runtime.testkit.SettableClock;

/** From the form to the invoice: what is issued, who may pay it until when, and who is asked twice. */
class InvoicingTest {

    private static final BranchId CENTRE = new BranchId(1);
    private static final CustomerId ANNA = new CustomerId(1);
    private static final AccountId SEPARATE = new AccountId(7);
    private static final LocalDate TODAY = LocalDate.parse("2026-12-31");
    private static final Actor CASHIER = Actor.user(4);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-12-31T12:00:00Z"));
    private final List<AuditRecord> trail = new ArrayList<>();
    private final List<String> published = new ArrayList<>();
    private final InvoicesInMemory invoices = new InvoicesInMemory();
    private final InvoiceTransitions transitions =
            new InvoiceTransitions(invoices, invoices, trail::add, this::publish);
    private final IssuersInMemory issuers = new IssuersInMemory();
    private final InvoiceLinks links =
            new InvoiceLinks(invoices, new OpenSecrets(), path -> URI.create("https://school.example" + path));
    private final InvoiceIssuance issuance =
            new InvoiceIssuance(invoices, branches(), links, clock, trail::add, this::publish);
    private final ManualDrafts drafts = new ManualDrafts(
            branches(),
            new OneCustomer(customer()),
            (branch, customers, window, asOf) -> List.of(),
            request -> new SubscriptionCost(List.of()),
            clock);
    private final Invoicing invoicing = new Invoicing(
            invoices,
            issuance,
            new ManualIssuance(drafts, new DuplicateInvoiceCheck(invoices, transitions), issuance, invoices),
            links,
            transitions,
            new PaymentBooking(transitions, issuers));

    @Test
    @DisplayName("R001 R033 a saved form becomes an invoice that awaits payment, with a number and a link")
    void a_saved_form_becomes_an_invoice() {
        var invoice = issue(AccountId.BASE, UnpaidInvoicePolicy.ASK, null, null, false);

        assertThat(invoice.status()).isEqualTo(InvoiceStatus.AWAITING_PAYMENT);
        assertThat(invoice.number()).isEqualTo("1-2026-000001");
        assertThat(invoicing.ofCustomer(CENTRE, ANNA)).containsExactly(invoice);
        assertThat(invoicing.link(invoice.id())).matches("https://school.example/i/[A-Za-z0-9_-]{22}");
        assertThat(invoicing.links(List.of(invoice.id()))).containsEntry(invoice.id(), invoicing.link(invoice.id()));
    }

    @Test
    @DisplayName("R153 the link's secret is random, found by its hash only, and says nothing of the invoice")
    void a_link_is_unguessable() {
        var first = invoicing.issueManual(form(AccountId.BASE, UnpaidInvoicePolicy.KEEP, null, null, false), CASHIER);
        var second = invoicing.issueManual(form(AccountId.BASE, UnpaidInvoicePolicy.KEEP, null, null, false), CASHIER);

        assertThat(first.token()).hasSize(22).isNotEqualTo(second.token());
        assertThat(invoicing.findByToken(first.token())).contains(first.invoice());
        assertThat(invoicing.findByToken(first.token().toLowerCase(Locale.ROOT)))
                .isEmpty();
    }

    @Test
    @DisplayName("R155 numbers count by the year of the branch's own time")
    void numbers_count_by_the_branchs_year() {
        clock.set("2026-12-31T20:59:59Z");
        assertThat(issue(AccountId.BASE, UnpaidInvoicePolicy.KEEP, null, null, false)
                        .number())
                .isEqualTo("1-2026-000001");

        clock.set("2026-12-31T21:00:00Z");
        assertThat(issue(AccountId.BASE, UnpaidInvoicePolicy.KEEP, null, null, false)
                        .number())
                .isEqualTo("1-2027-000001");
    }

    @Test
    @DisplayName("R023 R024 R025 R026 the term has a start and an end, or no end")
    void a_term_has_a_start_and_perhaps_an_end() {
        var term = issue(AccountId.BASE, UnpaidInvoicePolicy.ASK, TODAY.plusDays(1), TODAY.plusDays(2), false);
        var open = issue(SEPARATE, UnpaidInvoicePolicy.ASK, null, null, false);

        assertThat(term.payability(TODAY)).isEqualTo(Payability.NOT_YET);
        assertThat(term.payability(TODAY.plusDays(2))).isEqualTo(Payability.PAYABLE);
        assertThat(term.payability(TODAY.plusDays(3))).isEqualTo(Payability.EXPIRED);
        assertThat(open.term().from()).isEqualTo(TODAY);
        assertThat(open.term().until()).isNull();
        assertThat(open.payability(TODAY.plusYears(50))).isEqualTo(Payability.PAYABLE);
        assertThatThrownBy(() -> issue(AccountId.BASE, UnpaidInvoicePolicy.KEEP, TODAY, TODAY.minusDays(1), false))
                .hasMessageContaining("TERM_ENDS_TOO_EARLY");
    }

    @Test
    @DisplayName("R029 R030 R031 only with the tick can a paid invoice be paid again")
    void only_a_repeatable_invoice_can_be_paid_again() {
        var once = paid(issue(AccountId.BASE, UnpaidInvoicePolicy.KEEP, null, null, false));
        var again = paid(issue(AccountId.BASE, UnpaidInvoicePolicy.KEEP, null, null, true));

        assertThat(once.payability(TODAY)).isEqualTo(Payability.PAID);
        assertThat(again.payability(TODAY)).isEqualTo(Payability.PAYABLE);
        assertThat(invoicing.close(again.id(), CASHIER).payability(TODAY)).isEqualTo(Payability.PAID);
        assertThatThrownBy(() -> invoicing.close(once.id(), CASHIER)).hasMessageContaining("invoice-is-not-repeatable");
    }

    @Test
    void an_unpaid_invoice_of_the_same_account_is_warned_of_by_its_number() {
        var earlier = issue(AccountId.BASE, UnpaidInvoicePolicy.ASK, null, null, false);

        assertThatThrownBy(() -> issue(AccountId.BASE, UnpaidInvoicePolicy.ASK, null, null, false))
                .hasMessageContaining("unpaid-invoice-exists [" + earlier.number() + "]");
        assertThat(invoices.all()).containsExactly(earlier);
    }

    @Test
    void the_warning_can_be_accepted() {
        issue(AccountId.BASE, UnpaidInvoicePolicy.ASK, null, null, false);
        issue(AccountId.BASE, UnpaidInvoicePolicy.KEEP, null, null, false);

        assertThat(invoices.all()).extracting(Invoice::status).containsOnly(InvoiceStatus.AWAITING_PAYMENT);
    }

    @Test
    void the_earlier_invoice_can_be_replaced_in_the_same_step() {
        var earlier = issue(AccountId.BASE, UnpaidInvoicePolicy.ASK, null, null, false);
        var other = issue(SEPARATE, UnpaidInvoicePolicy.ASK, null, null, false);

        var next = issue(AccountId.BASE, UnpaidInvoicePolicy.REPLACE, null, null, false);

        assertThat(invoices.get(earlier.id()).status()).isEqualTo(InvoiceStatus.ARCHIVED);
        assertThat(invoices.get(other.id()).status()).isEqualTo(InvoiceStatus.AWAITING_PAYMENT);
        assertThat(next.status()).isEqualTo(InvoiceStatus.AWAITING_PAYMENT);
        assertThat(trail).extracting(AuditRecord::action).contains("invoice.replaced");
    }

    @Test
    void a_customer_is_locked_before_the_invoices_to_be_replaced() {
        var earlier = issue(AccountId.BASE, UnpaidInvoicePolicy.KEEP, null, null, false);
        invoices.locked();

        issue(AccountId.BASE, UnpaidInvoicePolicy.REPLACE, null, null, false);

        assertThat(invoices.locked()).containsExactly(ANNA, earlier.id());
    }

    @Test
    void what_is_paid_archived_or_on_another_account_asks_for_other_money() {
        paid(issue(AccountId.BASE, UnpaidInvoicePolicy.ASK, null, null, false));
        invoicing.archive(
                issue(AccountId.BASE, UnpaidInvoicePolicy.ASK, null, null, false)
                        .id(),
                CASHIER);
        issue(SEPARATE, UnpaidInvoicePolicy.ASK, null, null, false);

        assertThat(issue(AccountId.BASE, UnpaidInvoicePolicy.ASK, null, null, false)
                        .status())
                .isEqualTo(InvoiceStatus.AWAITING_PAYMENT);
    }

    @Test
    @DisplayName("R156 issuing, booking, archiving and closing leave who, when, from and to")
    void every_change_leaves_a_trace() {
        var invoice = issue(AccountId.BASE, UnpaidInvoicePolicy.ASK, null, null, false);
        invoicing.archive(invoice.id(), CASHIER);

        assertThat(trail).extracting(AuditRecord::action).containsExactly("invoice.issued", "invoice.archived");
        assertThat(trail).extracting(AuditRecord::actor).containsOnly(CASHIER);
        assertThat(trail.get(1).before()).startsWith("AWAITING_PAYMENT");
        assertThat(trail.get(1).after()).startsWith("ARCHIVED");
    }

    private Invoice paid(Invoice invoice) {
        return invoicing.book(invoice.id(), new ReceivedPayment(Money.of("1500", "RUB"), TODAY), Actor.bank("sandbox"));
    }

    @Test
    @DisplayName("R057 an unpaid invoice shows today's details, a paid one those it was paid under")
    void a_paid_invoice_keeps_the_details_it_was_paid_under() {
        var details = new IssuerAdministration(issuers, branches(), new DirectTransactions(), trail::add);
        details.change(IssuerScope.SCHOOL, named("ООО «Старт»"), CASHIER);
        var paid = issue(AccountId.BASE, UnpaidInvoicePolicy.ASK, null, null, false);
        var again = issue(AccountId.BASE, UnpaidInvoicePolicy.KEEP, null, null, true);
        var unpaid = issue(AccountId.BASE, UnpaidInvoicePolicy.KEEP, null, null, false);
        for (var invoice : List.of(paid, again)) {
            invoicing.book(invoice.id(), new ReceivedPayment(invoice.amount(), TODAY), Actor.SYSTEM);
        }

        details.change(IssuerScope.SCHOOL, named("ООО «Финиш»"), CASHIER);

        assertThat(List.of(paid, again, unpaid))
                .extracting(one -> details.on(invoicing.find(one.id()).orElseThrow(), TODAY)
                        .details()
                        .name())
                .as("one that may be paid again asks for money of today's account")
                .containsExactly("ООО «Старт»", "ООО «Финиш»", "ООО «Финиш»");
    }

    @Test
    void invoices_booked_together_are_audited_and_published_each_as_if_booked_alone() {
        var first = issue(AccountId.BASE, UnpaidInvoicePolicy.ASK, null, null, false);
        var second = issue(AccountId.BASE, UnpaidInvoicePolicy.KEEP, null, null, false);
        trail.clear();
        published.clear();

        var booked = invoicing.bookAll(List.of(
                new Booking(second.id(), new ReceivedPayment(second.amount(), TODAY), Actor.bank("sandbox")),
                new Booking(first.id(), new ReceivedPayment(Money.of("1", "RUB"), TODAY), CASHIER)));

        assertThat(booked).extracting(Invoice::id).containsExactly(second.id(), first.id());
        assertThat(booked)
                .extracting(Invoice::status)
                .containsExactly(InvoiceStatus.PAID, InvoiceStatus.AWAITING_PAYMENT);
        assertThat(trail).extracting(AuditRecord::actor).containsExactly(Actor.bank("sandbox"), CASHIER);
        assertThat(trail)
                .extracting(AuditRecord::subject)
                .containsExactly("invoice:" + second.id(), "invoice:" + first.id());
        assertThat(published).containsExactly("invoice.paid " + second.id());
    }

    @Test
    void two_bookings_at_once_for_the_same_invoice_are_refused_and_nothing_is_booked() {
        var invoice = issue(AccountId.BASE, UnpaidInvoicePolicy.ASK, null, null, false);
        var booking = new Booking(invoice.id(), new ReceivedPayment(Money.of("1", "RUB"), TODAY), CASHIER);

        assertThatThrownBy(() -> invoicing.bookAll(List.of(booking, booking)))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(invoicing.find(invoice.id()).orElseThrow().paid().isZero()).isTrue();
    }

    @Test
    void issuing_paying_and_archiving_are_published_once_each() {
        var paid = issue(AccountId.BASE, UnpaidInvoicePolicy.ASK, null, null, false);
        invoicing.book(paid.id(), new ReceivedPayment(Money.of("500", "RUB"), TODAY), Actor.SYSTEM);
        invoicing.book(paid.id(), new ReceivedPayment(Money.of("1000", "RUB"), TODAY), Actor.SYSTEM);
        var archived = issue(AccountId.BASE, UnpaidInvoicePolicy.ASK, null, null, false);
        invoicing.archive(archived.id(), CASHIER);
        assertThatThrownBy(() -> invoicing.archive(archived.id(), CASHIER)).isNotNull();
        invoicing.book(archived.id(), new ReceivedPayment(archived.amount(), TODAY), Actor.SYSTEM);

        assertThat(published)
                .containsExactly(
                        "invoice.created " + paid.id(),
                        "invoice.paid " + paid.id(),
                        "invoice.created " + archived.id(),
                        "invoice.archived " + archived.id(),
                        "invoice.paid " + archived.id());
    }

    @Test
    void a_refund_is_audited_and_published_once_whatever_the_state() {
        var awaiting = issue(AccountId.BASE, UnpaidInvoicePolicy.ASK, null, null, false);
        var paid = paid(issue(AccountId.BASE, UnpaidInvoicePolicy.KEEP, null, null, false));
        invoicing.book(awaiting.id(), new ReceivedPayment(Money.of("500", "RUB"), TODAY), Actor.SYSTEM);
        trail.clear();
        published.clear();

        invoicing.refund(awaiting.id(), Money.of("500", "RUB"), Actor.bank("sandbox"));
        var refunded = invoicing.refund(paid.id(), Money.of("1500", "RUB"), Actor.bank("sandbox"));

        assertThat(refunded).isEqualTo(invoicing.find(paid.id()).orElseThrow());
        assertThat(refunded.flags()).containsExactly(InvoiceFlag.REFUNDED);
        assertThat(trail).extracting(AuditRecord::action).containsOnly("invoice.refunded");
        assertThat(trail).extracting(AuditRecord::actor).containsOnly(Actor.bank("sandbox"));
        assertThat(trail)
                .extracting(AuditRecord::after)
                .containsExactly(
                        "AWAITING_PAYMENT 500.00 RUB/1500.00 RUB refunded 500.00 RUB []",
                        "PAID 1500.00 RUB/1500.00 RUB refunded 1500.00 RUB [REFUNDED]");
        assertThat(published).containsExactly("invoice.refunded " + awaiting.id(), "invoice.refunded " + paid.id());
    }

    @Test
    @DisplayName("R057 an invoice that a failed refund makes paid keeps the details that hold then")
    void a_refund_that_did_not_happen_can_make_the_invoice_paid() {
        var details = new IssuerAdministration(issuers, branches(), new DirectTransactions(), trail::add);
        details.change(IssuerScope.SCHOOL, named("ООО «Старт»"), CASHIER);
        var invoice = issue(AccountId.BASE, UnpaidInvoicePolicy.ASK, null, null, false);
        invoicing.book(invoice.id(), new ReceivedPayment(Money.of("500", "RUB"), TODAY), Actor.SYSTEM);
        invoicing.refund(invoice.id(), Money.of("500", "RUB"), Actor.SYSTEM);
        invoicing.book(invoice.id(), new ReceivedPayment(Money.of("1000", "RUB"), TODAY), Actor.SYSTEM);
        published.clear();

        var paid = invoicing.refund(invoice.id(), Money.of("-500", "RUB"), Actor.SYSTEM);

        assertThat(paid.status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(paid.paidUnder()).isEqualTo(new IssuerVersion(IssuerScope.SCHOOL, 1));
        assertThat(published)
                .containsExactlyInAnyOrder("invoice.paid " + invoice.id(), "invoice.refunded " + invoice.id());
    }

    private void publish(BranchId branch, InvoiceEvent event, List<InvoiceId> which) {
        which.forEach(id -> published.add(event.type() + " " + id));
    }

    private static IssuerDetails named(String name) {
        return new IssuerDetails(name, "", "", "", "", "", "", "", BankDetails.NONE, new Signers("", ""));
    }

    private Invoice issue(
            AccountId account,
            UnpaidInvoicePolicy earlier,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            boolean repeatable) {
        return invoicing
                .issueManual(form(account, earlier, from, until, repeatable), CASHIER)
                .invoice();
    }

    private static ManualInvoice form(
            AccountId account,
            UnpaidInvoicePolicy earlier,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            boolean repeatable) {
        return new ManualInvoice(
                CENTRE,
                ANNA,
                account,
                CalculationMethod.MANUAL,
                Money.of("1500", "RUB"),
                null,
                null,
                CostFilter.ALL,
                from,
                until,
                repeatable,
                earlier);
    }

    private static Branches branches() {
        return () -> List.of(new Branch(CENTRE, "Центр", ZoneId.of("Europe/Moscow"), Currency.getInstance("RUB")));
    }

    private static CustomerFacts customer() {
        return new CustomerFacts(
                ANNA,
                CENTRE,
                "Анна",
                LegalType.INDIVIDUAL,
                new StudyStatusId(1),
                true,
                List.of(),
                List.of(account(AccountId.BASE), account(SEPARATE)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of());
    }

    private static Account account(AccountId id) {
        return new Account(id, Money.of("0", "RUB"), 0, Instant.EPOCH, Set.of());
    }
}
