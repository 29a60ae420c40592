package org.schoolcrm.itests.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.itests.application.PageTestApplication.TODAY;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceOpenings;
import org.schoolcrm.billing.core.OpenedInvoices;
import org.schoolcrm.billing.spi.InvoiceOpeningStore;
import org.schoolcrm.runtime.api.Actor;

/** An invoice is opened by whoever has its page before him, which its own style sheet tells. */
class OpenedInvoiceTest {

    private static PageTestApplication house;

    @BeforeAll
    static void open() {
        house = new PageTestApplication();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @BeforeEach
    void begin() {
        house.beginAgain();
    }

    @Test
    void whoever_fetches_the_page_alone_has_not_opened_it() {
        var invoice = house.issue("1500", null, null, false);
        house.page(invoice);
        house.send("GET", house.path(invoice) + "/pdf");
        house.send("HEAD", style(invoice));

        assertThat(openings(invoice)).isZero();
    }

    @Test
    void a_browser_that_shows_the_page_is_written_down_once_for_ever() {
        var invoice = house.issue("1500", null, TODAY.plusDays(5), false);
        var address = style(invoice);
        assertThat(house.send("GET", address).statusCode()).isEqualTo(200);
        assertThat(openings(invoice)).isEqualTo(1);
        var at = house.number(
                "select extract(epoch from opened_at) from invoice_opening where invoice_id = " + invoice.id());

        house.send("GET", address);
        house.send("GET", address);

        assertThat(openings(invoice)).isEqualTo(1);
        assertThat(house.number(
                        "select extract(epoch from opened_at) from invoice_opening where invoice_id = " + invoice.id()))
                .isEqualTo(at);
    }

    @Test
    void the_browser_keeps_the_style_sheet_and_its_address_tells_its_text() {
        var invoice = house.issue("1500", null, null, false);
        var address = style(invoice);

        var answer = house.send("GET", address);

        assertThat(address).matches(house.path(invoice) + "/style-[0-9a-f]{16}\\.css");
        assertThat(header(answer, "Cache-Control")).isEqualTo("private, max-age=31536000, immutable");
        assertThat(header(answer, "Content-Type")).startsWith("text/css;");
        assertThat(header(answer, "Content-Security-Policy")).contains("default-src 'none'", "style-src 'self'");
        assertThat(answer.body()).isEqualTo(house.send("GET", "/i/style.css").body());
    }

    @Test
    void paid_and_expired_invoices_count_too_but_a_dead_link_does_not() {
        var paid = house.issue("1500", null, null, false);
        house.pay(paid);
        var expired = house.issueExpired();
        var archived = house.issue("1500", null, null, false);
        house.the(Billing.class).archive(archived.id(), Actor.SYSTEM);

        assertThat(style(paid)).startsWith(house.path(paid) + "/");
        assertThat(style(expired)).startsWith(house.path(expired) + "/");
        assertThat(style(archived)).isEqualTo("/i/style.css");
    }

    @Test
    void the_page_looks_as_ever_while_the_database_is_away() {
        var invoice = house.issue("1500", null, null, false);
        var address = style(invoice);

        house.without(InvoiceOpeningStore.class, () -> {
            var answer = house.send("GET", address);
            flush();
            assertThat(answer.statusCode()).isEqualTo(200);
        });

        assertThat(openings(invoice)).isEqualTo(1);
    }

    @Test
    void nobody_keeps_a_style_sheet_whose_opening_nobody_keeps() {
        var invoice = house.issue("1500", null, null, false);
        var address = style(invoice);

        house.without(InvoiceOpenings.class, () -> {
            var answer = house.send("GET", address);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        });

        assertThat(openings(invoice)).isZero();
    }

    @Test
    void a_made_up_link_writes_nothing() {
        var name = style(house.issue("1500", null, null, false)).replaceAll(".*/", "");
        flush();
        var before = house.number("select count(*) from invoice_opening");

        house.send("GET", "/i/" + "A".repeat(22) + "/" + name);
        flush();

        assertThat(house.number("select count(*) from invoice_opening")).isEqualTo(before);
    }

    private static String style(Invoice invoice) {
        return house.page(invoice).select("link[rel=stylesheet]").attr("href");
    }

    private static long openings(Invoice invoice) {
        flush();
        return house.number("select count(*) from invoice_opening where invoice_id = " + invoice.id());
    }

    private static void flush() {
        ((OpenedInvoices) house.the(InvoiceOpenings.class)).flush();
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
