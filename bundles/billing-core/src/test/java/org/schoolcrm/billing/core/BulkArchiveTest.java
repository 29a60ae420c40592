package org.schoolcrm.billing.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.BilledAccount;
import org.schoolcrm.billing.api.BillingProblem;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.InvoicedAmount;
import org.schoolcrm.billing.api.Issuance;
import org.schoolcrm.billing.api.PaymentState;
import org.schoolcrm.billing.api.PaymentTerm;
import org.schoolcrm.billing.api.ReceivedPayment;
import org.schoolcrm.billing.api.query.InvoiceFilter;
import org.schoolcrm.billing.api.query.InvoiceSort;
import org.schoolcrm.billing.api.report.OperationReport.Outcome;
import org.schoolcrm.billing.api.report.OperationReport.Row;
import org.schoolcrm.billing.api.report.ReportId;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.testkit.FakeJobs;
import org.schoolcrm.runtime.testkit.SettableClock;

/** «Отправить в архив» for many invoices at once. */
class BulkArchiveTest {

    private static final BranchId CENTRE = new BranchId(1);
    private static final BranchId NORTH = new BranchId(2);
    private static final LocalDate TODAY = LocalDate.parse("2026-09-10");
    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
    private static final Actor MANAGER = Actor.user(5);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-09-10T09:00:00Z"));
    private final FakeJobs jobs = new FakeJobs(clock);
    private final InvoicesInMemory invoices = new InvoicesInMemory();
    private final ReportsInMemory reports = new ReportsInMemory(invoices);
    private final List<AuditRecord> trail = new ArrayList<>();
    private final BackgroundArchive archive = new BackgroundArchive(reports, invoices, jobs, clock, trail::add);
    private final StoredOperationReports operations = new StoredOperationReports(reports);
    private final PagedInvoiceQueries queries = new PagedInvoiceQueries(invoices, clock);
    private final ArchiveWork work = new ArchiveWork(
            reports,
            new InvoiceTransitions(invoices, invoices, trail::add, (branch, event, which) -> {}),
            invoices,
            clock);

    @Test
    @DisplayName("R061 R062 chosen unpaid invoices go to the archive, and no others")
    void chosen_invoices_go_to_the_archive() {
        var first = unpaid(1);
        var second = unpaid(2);
        var other = unpaid(3);

        archive(first, second);

        assertThat(statuses(first, second)).containsOnly(InvoiceStatus.ARCHIVED);
        assertThat(statuses(other)).containsOnly(InvoiceStatus.AWAITING_PAYMENT);
    }

    @Test
    @DisplayName("R062 A30 all invoices of a branch at once, the paid ones too")
    void all_that_match_a_filter_go_to_the_archive() {
        LongStream.rangeClosed(1, 250).forEach(this::unpaid);
        paid(251);
        var elsewhere = invoice(252, NORTH);
        invoices.put(elsewhere);

        var report = archive.archiveMatching(InvoiceFilter.all(CENTRE), MANAGER);
        jobs.runDue(List.of(work));

        assertThat(invoices.all())
                .filteredOn(one -> one.status() == InvoiceStatus.ARCHIVED)
                .hasSize(250);
        assertThat(rows(report.id())).hasSize(251);
        assertThat(invoices.get(elsewhere.id()).status()).isEqualTo(InvoiceStatus.AWAITING_PAYMENT);
    }

    @Test
    @DisplayName("R067 a report says of each invoice what became of it, and who asked for it")
    void a_report_says_what_became_of_each() {
        var id = archive(unpaid(1), paid(2));

        assertThat(rows(id)).extracting(Row::place).containsExactly(1L, 2L);
        assertThat(rows(id)).extracting(Row::number).containsExactly("1-2026-000001", "1-2026-000002");
        assertThat(rows(id)).extracting(Row::outcome).containsExactly(Outcome.DONE, Outcome.REFUSED);
        assertThat(operations.find(id).orElseThrow().finishedAt()).isEqualTo(clock.now());
        assertThat(operations.find(id).orElseThrow().actor()).isEqualTo(MANAGER);
        assertThat(operations.of(CENTRE)).hasSize(1);
        assertThat(operations.of(NORTH)).isEmpty();
    }

    @Test
    @DisplayName("R068 R069 an archived invoice is refused with «Статус: Уже в архиве» and stays as it is")
    void an_archived_invoice_is_refused() {
        var id = unpaid(1);
        archive(id);
        var before = invoices.get(id);

        var row = rows(archive(id)).get(0);

        assertThat(row.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(words(row)).isEqualTo("Статус: Уже в архиве");
        assertThat(invoices.get(id)).isEqualTo(before);
    }

    @Test
    @DisplayName("R070 a paid invoice is refused with «Статус: Данный счет оплачен, его нельзя архивировать»")
    void a_paid_invoice_is_refused() {
        var id = paid(1);
        var before = invoices.get(id);

        var row = rows(archive(id)).get(0);

        assertThat(row.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(words(row)).isEqualTo("Статус: Данный счет оплачен, его нельзя архивировать");
        assertThat(invoices.get(id)).isEqualTo(before);
    }

    @Test
    @DisplayName("R071 a fault of one invoice does not stop the others")
    void one_fault_does_not_stop_the_others() {
        var all = LongStream.rangeClosed(1, 150).mapToObj(this::unpaid).toList();
        invoices.breakDown(all.get(70));

        var id = archive(all.toArray(InvoiceId[]::new));

        assertThat(rows(id)).filteredOn(row -> row.outcome() == Outcome.DONE).hasSize(149);
        assertThat(rows(id).get(70).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(rows(id).get(70).problem()).isEqualTo(BillingProblem.INVOICE_NOT_CHANGED);
    }

    @Test
    void an_invoice_of_another_branch_is_as_unknown_as_one_that_never_was() {
        var elsewhere = invoice(1, NORTH);
        invoices.put(elsewhere);

        var id = archive(elsewhere.id(), new InvoiceId(99));

        assertThat(rows(id)).extracting(Row::problem).containsOnly(BillingProblem.INVOICE_UNKNOWN);
        assertThat(invoices.get(elsewhere.id())).isEqualTo(elsewhere);
    }

    @Test
    void a_partly_paid_invoice_is_archived_with_a_warning() {
        var id = unpaid(1);
        invoices.put(invoices.get(id).book(new ReceivedPayment(Money.of("1", "RUB"), TODAY)));

        var row = rows(archive(id)).get(0);

        assertThat(row.outcome()).isEqualTo(Outcome.DONE);
        assertThat(row.problem()).isEqualTo(BillingProblem.ARCHIVED_PARTLY_PAID);
    }

    @Test
    void after_a_crash_the_work_goes_on_with_what_still_waits() {
        var first = unpaid(1);
        var second = unpaid(2);
        var report = archive.archive(CENTRE, List.of(first, second), MANAGER);
        reports.settle(List.of(rows(report.id()).get(0).ended(Outcome.DONE, null)));

        jobs.runDue(List.of(work));
        work.run(report.id().toString());

        assertThat(statuses(first)).containsOnly(InvoiceStatus.AWAITING_PAYMENT);
        assertThat(statuses(second)).containsOnly(InvoiceStatus.ARCHIVED);
    }

    @Test
    @DisplayName("R156 each archived invoice leaves a trace of its own, beside that of the whole operation")
    void every_archived_invoice_leaves_a_trace() {
        archive(unpaid(1), unpaid(2), paid(3));

        assertThat(trail)
                .extracting(AuditRecord::action)
                .containsExactly("invoices.archiving", "invoice.archived", "invoice.archived");
        assertThat(trail).extracting(AuditRecord::actor).containsOnly(MANAGER);
    }

    @Test
    void nothing_and_too_much_are_no_selection() {
        var tooMany = LongStream.rangeClosed(1, 10_001).mapToObj(InvoiceId::new).toList();

        assertThatThrownBy(() -> archive.archive(CENTRE, List.of(), MANAGER)).hasMessageContaining("selection-invalid");
        assertThatThrownBy(() -> archive.archive(CENTRE, tooMany, MANAGER)).hasMessageContaining("selection-invalid");
    }

    @Test
    @DisplayName("R060 the list goes through all invoices, page by page, each exactly once")
    void pages_follow_each_other() {
        LongStream.rangeClosed(1, 25).forEach(this::unpaid);
        var seen = new ArrayList<Long>();

        var page = queries.page(InvoiceFilter.all(CENTRE), InvoiceSort.NEWEST_FIRST, null, 10);
        for (int turn = 0; turn < 2; turn++) {
            page.invoices().forEach(one -> seen.add(one.id().value()));
            page = queries.page(InvoiceFilter.all(CENTRE), InvoiceSort.NEWEST_FIRST, page.next(), 10);
        }
        page.invoices().forEach(one -> seen.add(one.id().value()));

        assertThat(page.next()).isNull();
        assertThat(seen).hasSize(25).doesNotHaveDuplicates().first().isEqualTo(25L);
        assertThatThrownBy(() -> queries.page(InvoiceFilter.all(CENTRE), InvoiceSort.NEWEST_FIRST, "'; drop", 10))
                .hasMessageContaining("cursor-invalid");
    }

    @Test
    void a_cursor_of_another_order_is_refused_instead_of_beginning_anew() {
        LongStream.rangeClosed(1, 3).forEach(this::unpaid);
        var byAmount = new InvoiceSort(InvoiceSort.Key.AMOUNT, false);
        var cursor = queries.page(InvoiceFilter.all(CENTRE), byAmount, null, 1).next();

        assertThat(queries.page(InvoiceFilter.all(CENTRE), byAmount, cursor, 1).invoices())
                .hasSize(1);
        for (var other : List.of(InvoiceSort.NEWEST_FIRST, new InvoiceSort(InvoiceSort.Key.AMOUNT, true))) {
            assertThatThrownBy(() -> queries.page(InvoiceFilter.all(CENTRE), other, cursor, 1))
                    .hasMessageContaining("cursor-invalid");
        }
    }

    private ReportId archive(InvoiceId... chosen) {
        var report = archive.archive(CENTRE, List.of(chosen), MANAGER);
        jobs.runDue(List.of(work));
        return report.id();
    }

    private List<Row> rows(ReportId id) {
        return operations.rows(id, 0, 1000);
    }

    private Stream<InvoiceStatus> statuses(InvoiceId... ids) {
        return Stream.of(ids).map(id -> invoices.get(id).status());
    }

    private static String words(Row row) {
        var problem = row.problem();
        return problem == null ? "" : problem.title(RUSSIAN);
    }

    private InvoiceId unpaid(long id) {
        var invoice = invoice(id, CENTRE);
        invoices.put(invoice);
        return invoice.id();
    }

    private InvoiceId paid(long id) {
        var invoice = invoice(id, CENTRE).book(new ReceivedPayment(Money.of("1500", "RUB"), TODAY));
        invoices.put(invoice);
        return invoice.id();
    }

    private static Invoice invoice(long id, BranchId branch) {
        return new Invoice(
                new InvoiceId(id),
                InvoiceNumber.of(branch, 2026, id),
                new BilledAccount(branch, new CustomerId(100 + id), AccountId.BASE),
                new InvoicedAmount(CalculationMethod.MANUAL, Money.of("1500", "RUB"), new DateRange(TODAY, TODAY)),
                new PaymentTerm(TODAY, null),
                PaymentState.unpaid(Money.of("1500", "RUB"), false),
                new Issuance(Instant.parse("2026-09-10T08:00:00Z"), null));
    }
}
