package org.schoolcrm.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.InvoiceBook;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.BillingArchive;
import org.schoolcrm.shell.BillingInvoice;
import org.schoolcrm.shell.BillingInvoices;
import org.schoolcrm.shell.BillingIssue;
import org.schoolcrm.shell.BillingReport;

/** What the API does with invoices, an operator can do at the console. */
class BillingCommandsTest {

    private static final Actor OPERATOR = new Actor("console:karaf");

    private static PageHouse house;

    @BeforeAll
    static void open() {
        house = new PageHouse();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    @DisplayName("R010 R012 an invoice is issued, listed and shown with its link")
    void an_invoice_is_issued_listed_and_shown() {
        var issued =
                said(out -> issue("1500.50").issue(out, house.the(Billing.class), house.the(Branches.class), OPERATOR));
        assertThat(issued).contains("AWAITING_PAYMENT", "1500.50", "не задан", "/i/");

        var list = new BillingInvoices();
        list.branch = 1;
        list.status = "awaiting_payment";
        assertThat(said(out -> list.print(out, house.the(InvoiceBook.class)))).contains("1-2026-");

        var show = new BillingInvoice();
        show.id = id(issued);
        var link = issued.substring(issued.indexOf("http")).strip();
        assertThat(said(out -> show.print(out, house.the(Billing.class), OPERATOR)))
                .contains("by hand", link);
        assertThat(house.number("select count(*) from audit_record where actor = 'console:karaf'"))
                .isPositive();
    }

    @Test
    @DisplayName("R063 R064 R067 R068 archiving is confirmed first, and its report says the exact words")
    void archiving_is_confirmed_and_reported() {
        var issued =
                said(out -> issue("1500").issue(out, house.the(Billing.class), house.the(Branches.class), OPERATOR));
        var archive = new BillingArchive();
        archive.branch = 1;
        archive.ids = List.of(id(issued));

        assertThat(said(out -> archive.archive(out, house.the(InvoiceBook.class), OPERATOR)))
                .contains("Данное действие необратимо", "--confirm");
        archive.confirm = true;
        said(out -> archive.archive(out, house.the(InvoiceBook.class), OPERATOR));
        house.work("invoice-archive");
        var again = said(out -> archive.archive(out, house.the(InvoiceBook.class), OPERATOR));
        house.work("invoice-archive");

        var report = new BillingReport();
        report.id = Long.parseLong(again.replaceAll("(?s).*billing:report (\\d+).*", "$1"));
        assertThat(said(out -> report.print(out, house.the(InvoiceBook.class))))
                .contains("Статус: Уже в архиве", "0 done, 1 refused, 1 in all, finished");
    }

    @Test
    void what_cannot_be_is_refused() {
        var close = new BillingInvoice();
        close.id = 999_999;
        assertThatThrownBy(() -> said(out -> close.print(out, house.the(Billing.class), OPERATOR)))
                .hasMessageContaining("invoice-unknown");
        var nothing = new BillingArchive();
        nothing.confirm = true;
        assertThatThrownBy(() -> said(out -> nothing.archive(out, house.the(InvoiceBook.class), OPERATOR)))
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

    /** The first number that stands alone in a cell. */
    private static long id(String table) {
        var cell = Pattern.compile("(?m)^(\\d+)\\s+[│|]").matcher(table);
        assertThat(cell.find()).as(table).isTrue();
        return Long.parseLong(cell.group(1));
    }

    private static String said(Consumer<PrintStream> command) {
        var bytes = new ByteArrayOutputStream();
        command.accept(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
