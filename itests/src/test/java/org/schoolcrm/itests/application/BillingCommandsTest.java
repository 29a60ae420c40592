package org.schoolcrm.itests.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolcrm.itests.application.Screen.id;
import static org.schoolcrm.itests.application.Screen.said;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.query.InvoiceFilter;
import org.schoolcrm.billing.api.query.InvoiceQueries;
import org.schoolcrm.billing.api.report.BulkArchive;
import org.schoolcrm.billing.api.report.InvoiceFiles;
import org.schoolcrm.billing.api.report.OperationReports;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.shell.billing.BillingArchive;
import org.schoolcrm.shell.billing.BillingExport;
import org.schoolcrm.shell.billing.BillingInvoice;
import org.schoolcrm.shell.billing.BillingInvoices;
import org.schoolcrm.shell.billing.BillingIssue;
import org.schoolcrm.shell.billing.BillingReport;
import org.schoolcrm.shell.billing.BillingReports;
import org.schoolcrm.shell.billing.BillingSummary;
import org.schoolcrm.shell.billing.InvoiceSelection;

/** What the API does with invoices, an operator can do at the console. */
class BillingCommandsTest {

    private static final Actor OPERATOR = new Actor("console:karaf");

    private static PageTestApplication house;

    @BeforeAll
    static void open() {
        house = new PageTestApplication();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    @DisplayName("R010 R012 an invoice is issued, listed and shown with its link")
    void an_invoice_is_issued_listed_and_shown() {
        var issued = issued("1500.50");
        assertThat(issued).contains("AWAITING_PAYMENT", "1500.50", "не задан", "/i/");

        var list = new BillingInvoices();
        list.branch = 1;
        list.status = "awaiting_payment";
        assertThat(said(out -> list.print(out, house.the(InvoiceQueries.class), selected(list))))
                .contains("1-2026-");

        var show = new BillingInvoice();
        show.id = id(issued);
        var link = issued.substring(issued.indexOf("http")).strip();
        assertThat(said(out -> show.run(out, house.the(Billing.class), OPERATOR)))
                .contains("by hand", link);
        assertThat(house.number("select count(*) from audit_record where actor = 'console:karaf'"))
                .isPositive();
    }

    @Test
    @DisplayName("R063 R064 R067 R068 archiving is confirmed first, and its report says the exact words")
    void archiving_is_confirmed_and_reported() {
        var issued = issued("1500");
        var archive = new BillingArchive();
        archive.branch = 1;
        archive.ids = List.of(String.valueOf(id(issued)));

        assertThat(said(out -> archive.archive(out, house.the(BulkArchive.class), selected(archive), OPERATOR)))
                .contains("Данное действие необратимо", "--confirm");
        archive.confirm = true;
        said(out -> archive.archive(out, house.the(BulkArchive.class), selected(archive), OPERATOR));
        house.work("invoice-archive");
        var again = said(out -> archive.archive(out, house.the(BulkArchive.class), selected(archive), OPERATOR));
        house.work("invoice-archive");

        var report = new BillingReport();
        report.id = Long.parseLong(again.replaceAll("(?s).*billing:report (\\d+).*", "$1"));
        assertThat(said(out -> report.run(out, house.the(OperationReports.class), OPERATOR)))
                .contains("Статус: Уже в архиве", "0 done, 1 refused, 1 in all, finished");
    }

    @Test
    @DisplayName("R060 R062 all of a selection are archived, listed among the reports, and none beside it")
    void all_of_a_selection_are_archived() {
        var first = id(issued("7000.10"));
        var second = id(issued("7000.20"));
        var archive = new BillingArchive();
        archive.branch = 1;
        archive.all = true;
        archive.confirm = true;
        archive.status = "awaiting_payment, paid";
        archive.method = "manual";
        archive.issuedFrom = "2026-09-10";
        archive.issuedTo = "2026-09-10";
        archive.number = house.the(Billing.class)
                .find(new InvoiceId(second))
                .orElseThrow()
                .number();

        assertThat(said(out -> archive.archive(out, house.the(BulkArchive.class), selected(archive), OPERATOR)))
                .startsWith("Archiving 1 invoices");
        house.work("invoice-archive");

        assertThat(status(first)).isEqualTo(InvoiceStatus.AWAITING_PAYMENT);
        assertThat(status(second)).isEqualTo(InvoiceStatus.ARCHIVED);
        var reports = new BillingReports();
        reports.branch = 1;
        assertThat(said(out -> reports.run(out, house.the(OperationReports.class), OPERATOR)))
                .containsPattern("ARCHIVE.*console:karaf.*1.*1.*0");
    }

    @Test
    void pages_of_invoices_follow_each_other_by_their_cursors() {
        var list = new BillingInvoices();
        list.branch = 1;
        list.limit = 1;
        list.sort = "-amount";
        issued("9000.01");
        issued("9000.02");

        var first = said(out -> list.print(out, house.the(InvoiceQueries.class), selected(list)));
        list.cursor = first.replaceAll("(?s).*--cursor (\\S+).*", "$1");
        var second = said(out -> list.print(out, house.the(InvoiceQueries.class), selected(list)));

        assertThat(first).contains("9000.02").doesNotContain("9000.01");
        assertThat(second).contains("9000.01").doesNotContain("9000.02");
    }

    @Test
    void the_money_of_a_branch_is_shown_at_a_glance() {
        issued("8000.01");
        var summary = new BillingSummary();
        summary.branch = 1;

        assertThat(said(out -> summary.print(out, house.the(InvoiceQueries.class), house.the(Branches.class))))
                .containsPattern("Awaiting payment: [0-9]+\\.[0-9]{2} RUB, invoices: [1-9]")
                .contains("Expired: 0.00 RUB, invoices: 0")
                .containsPattern("2025-10 +[│|] 0 +[│|] 0.00 RUB")
                .containsPattern("2026-09 +[│|] [1-9]");
    }

    @Test
    @DisplayName("A6 a paid invoice that may be paid again is closed")
    void a_repeatable_invoice_is_closed() {
        var invoice = house.issue("1500", null, null, true);
        house.pay(invoice);
        var close = new BillingInvoice();
        close.id = invoice.id().value();
        close.close = true;

        said(out -> close.run(out, house.the(Billing.class), OPERATOR));

        assertThat(house.page(invoice).select("form")).isEmpty();
    }

    @Test
    void invoices_and_reports_are_written_into_new_files(@TempDir Path folder) throws IOException {
        issued("4321.00");
        var export = new BillingExport();
        export.branch = 1;
        export.file = folder.resolve("invoices.csv").toString();

        said(out -> export.write(out, house.the(InvoiceFiles.class), selected(export)));

        assertThat(Files.readString(folder.resolve("invoices.csv")))
                .startsWith("\uFEFFНомер;")
                .contains("4321,00");
        assertThatThrownBy(() -> said(out -> export.write(out, house.the(InvoiceFiles.class), selected(export))))
                .hasMessageContaining("invoices.csv");
        export.file = folder.resolve("report.xlsx").toString();
        export.report = 999_999;
        said(out -> export.write(out, house.the(InvoiceFiles.class), selected(export)));
        assertThat(folder.resolve("report.xlsx")).isNotEmptyFile();
    }

    @Test
    void what_cannot_be_is_refused() {
        var close = new BillingInvoice();
        close.id = 999_999;
        assertThatThrownBy(() -> said(out -> close.run(out, house.the(Billing.class), OPERATOR)))
                .hasMessageContaining("invoice-unknown");
        var nothing = new BillingArchive();
        nothing.branch = 1;
        nothing.confirm = true;
        assertThatThrownBy(() ->
                        said(out -> nothing.archive(out, house.the(BulkArchive.class), selected(nothing), OPERATOR)))
                .hasMessageContaining("not both");
    }

    private static BillingIssue issue(String amount) {
        var command = new BillingIssue();
        command.branch = 1;
        command.customer = house.number("select min(id) from school_customer where branch_id = 1");
        command.amount = amount;
        command.earlier = "keep";
        return command;
    }

    private static String issued(String amount) {
        return said(out -> issue(amount).issue(out, house.the(Billing.class), house.the(Branches.class), OPERATOR));
    }

    private static InvoiceFilter selected(InvoiceSelection options) {
        return options.filter(house.the(Branches.class), house.the(Clock.class));
    }

    private static InvoiceStatus status(long invoice) {
        return house.the(Billing.class)
                .find(new InvoiceId(invoice))
                .orElseThrow()
                .status();
    }
}
