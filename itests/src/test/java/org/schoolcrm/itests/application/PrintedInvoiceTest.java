package org.schoolcrm.itests.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.itests.application.PageTestApplication.TODAY;

import java.io.IOException;
import java.util.HexFormat;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.IssuerScope;
import org.schoolcrm.billing.api.issuer.Issuers;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;

/** The invoice as a PDF, read back by its text. */
class PrintedInvoiceTest {

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
        house.change("update school_customer set legal_type = 'INDIVIDUAL', name = 'Петрова Анна'");
    }

    @Test
    @DisplayName("R050 R055 the PDF says what the page says, and the sum in words")
    void the_pdf_says_what_the_page_says() throws IOException {
        var text = text(house.path(house.issue("5600.50", null, TODAY.plusDays(5), false)) + "/pdf?lang=ru");

        assertThat(text)
                .contains("Счет № 1-2026-", "от 10.09.2026", "Анна П.", "15.09.2026", "5 600,50 руб.")
                .contains("Пять тысяч шестьсот рублей 50 копеек")
                .contains("ООО «Школа „Старт“»", "7700000425", "40702810300000000042")
                .doesNotContain("Петрова Анна", "Руководитель");
    }

    @Test
    @DisplayName("edge: legal entity customer without acquirer pays by the PDF, with its whole name and signatures")
    void a_company_gets_its_whole_name_and_a_place_for_signatures() throws IOException {
        house.change("update school_customer set legal_type = 'LEGAL_ENTITY', name = 'ООО Ромашка и сыновья'");
        house.connectBank(false);

        var text = text(house.path(house.issue("5600", null, null, false)) + "/pdf?lang=ru");

        assertThat(text)
                .contains("ООО Ромашка и сыновья")
                .contains("Руководитель", "Петрова М. А.", "Главный бухгалтер", "Сидорова Е. В.");
    }

    @Test
    @DisplayName("a partly paid invoice asks on paper for the rest, in figures, in words and in its QR code")
    void a_partly_paid_invoice_asks_for_the_rest() throws IOException {
        var invoice = house.issue("500", null, null, false);
        house.pay(invoice, Money.of("200", "RUB"));

        assertThat(text(house.path(invoice) + "/pdf?lang=ru"))
                .contains("Сумма счета: 500,00 руб.", "Оплачено: 200,00 руб.", "Итого к оплате: 300,00 руб.")
                .contains("Триста рублей 00 копеек")
                .doesNotContain("Пятьсот", "Возвращено");

        house.refund(invoice, Money.of("50", "RUB"));
        assertThat(text(house.path(invoice) + "/pdf?lang=ru"))
                .contains("Возвращено: 50,00 руб.", "Итого к оплате: 350,00 руб.", "Триста пятьдесят рублей");
    }

    @Test
    void a_paid_invoice_asks_for_nothing_on_paper() throws IOException {
        var invoice = house.issue("500", null, null, false);
        house.pay(invoice);

        assertThat(text(house.path(invoice) + "/pdf?lang=ru"))
                .contains("Счет оплачен", "Сумма счета: 500,00 руб.", "Оплачено: 500,00 руб.", "Пятьсот рублей")
                .doesNotContain("Итого к оплате");

        house.refund(invoice, Money.of("500", "RUB"));
        assertThat(text(house.path(invoice) + "/pdf?lang=ru"))
                .contains("Деньги возвращены", "Возвращено: 500,00 руб.")
                .doesNotContain("Счет оплачен");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"😀 Смайлов Илья", "Смайлов\ufffe Илья", "\ud83d Илья", "👨\u200d👩\u200d👧", "王 小明", "\uffff"})
    void whatever_a_name_is_written_in_it_prints(String name) throws IOException {
        house.change("update school_customer set name = ?", name);

        var invoice = house.issue("500", null, null, false);

        assertThat(text(house.path(invoice) + "/pdf?lang=ru")).contains("500,00 руб.");
        assertThat(house.page(invoice).text()).doesNotContain("?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Արամ Խաչատրյան", "ნინო ბერიძე", "Նինո Ёлкина ნინო", "Ελένη Παππά", "Oʻgʻiloy Қодирова"})
    void names_of_the_neighbouring_scripts_print_letter_by_letter(String name) throws IOException {
        house.change("update school_customer set legal_type = 'LEGAL_ENTITY', name = ?", name);

        var invoice = house.issue("500", null, null, false);

        assertThat(text(house.path(invoice) + "/pdf?lang=ru")).contains(name).doesNotContain("#");
    }

    @Test
    void english_and_hostile_names_and_a_broken_logo_print_too() throws IOException {
        var png = HexFormat.of()
                .parseHex("89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
                        + "0000000a49444154789c636800000082008177cd72b60000000049454e44ae426082");
        house.the(Issuers.class).changeLogo(IssuerScope.SCHOOL, png, Actor.SYSTEM);
        house.change("update issuer_logo set content ="
                + " X'ffd8ffe000104a46494600010100000100010000ffc0000b080010002001011100ffd9'");
        house.change("update school_customer set name = '<b>]]> &amp; <img src=\"http://127.0.0.1:1/x\"/>'");

        var text = text(house.path(house.issue("5600", null, null, false)) + "/pdf?lang=en");

        assertThat(text).contains("Invoice No.", "Total: 5 600,00 RUB", "&amp;");
        house.the(Issuers.class).removeLogo(IssuerScope.SCHOOL, Actor.SYSTEM);
    }

    @Test
    @DisplayName("R027 R066 an expired invoice says so on paper too, an archived one is not printed")
    void closed_invoices_are_not_asked_for_on_paper() throws IOException {
        var expired = house.issueExpired();
        var archived = house.issue("1500", null, null, false);
        house.the(Billing.class).archive(archived.id(), Actor.SYSTEM);

        assertThat(text(house.path(expired) + "/pdf?lang=ru"))
                .contains("Срок оплаты счета истек")
                .doesNotContain("камеру");
        assertThat(house.send("GET", house.path(archived) + "/pdf").statusCode())
                .isEqualTo(410);
        assertThat(house.send("GET", house.path(expired) + "/qr").statusCode()).isEqualTo(404);
    }

    private static String text(String path) throws IOException {
        var answer = house.send("GET", path);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/pdf");
        try (var document = Loader.loadPDF(answer.body())) {
            return new PDFTextStripper().getText(document).replace('\u00a0', ' ');
        }
    }
}
