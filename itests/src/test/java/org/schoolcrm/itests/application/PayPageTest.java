package org.schoolcrm.itests.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.itests.application.PageTestApplication.TODAY;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.acquiring.api.AccountTerms;
import org.schoolcrm.acquiring.api.FiscalPolicy;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.IssuerScope;
import org.schoolcrm.billing.api.issuer.IssuerDetails;
import org.schoolcrm.billing.api.issuer.IssuerDetails.BankDetails;
import org.schoolcrm.billing.api.issuer.IssuerDetails.Signers;
import org.schoolcrm.billing.api.issuer.Issuers;
import org.schoolcrm.money.Money;
import org.schoolcrm.persistence.Json;
import org.schoolcrm.runtime.api.Actor;

/** What a payer sees who follows the link, in every state of the invoice. */
class PayPageTest {

    private static final byte[] PNG = HexFormat.of()
            .parseHex("89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
                    + "0000000a49444154789c636800000082008177cd72b60000000049454e44ae426082");

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
    @DisplayName("R050 R052 the link shows the requisites, the amount, the period, the term and the button")
    void the_link_shows_the_invoice_with_the_requisites() {
        var page = house.page(house.issue("5600", null, TODAY.plusDays(5), false));

        assertThat(page.text())
                .contains("5 600 ₽", "За период 10.09.2026", "Оплатить до 15.09.2026", "от 10.09.2026")
                .contains("ООО «Школа „Старт“»", "ИНН 7700000425", "КПП 770001001", "БИК 044525999")
                .contains("Расчетный счет 40702810300000000042");
        assertThat(page.select("form[method=post] button").text()).isEqualTo("Перейти к оплате");
        assertThat(page.select("script, [onclick], [style]")).isEmpty();
    }

    @Test
    @DisplayName("R025 a term without an end is said to be «не задан»")
    void a_term_without_an_end_is_not_set() {
        assertThat(house.page(house.issue("1", null, null, false)).text()).contains("Оплатить до не задан");
    }

    @Test
    @DisplayName("R051 R056 the page links to our own offer until the school sets its own")
    void the_page_links_to_an_offer() {
        var invoice = house.issue("1500", null, null, false);
        var ours = house.page(invoice).select("form a");

        assertThat(ours.text()).isEqualTo("договор-оферту");
        var offer = house.send("GET", ours.attr("href"));
        assertThat(offer.statusCode()).isEqualTo(200);
        assertThat(PageTestApplication.document(offer).select("h1").text()).contains("оферта");

        house.the(Issuers.class)
                .change(IssuerScope.SCHOOL, named("ООО «Старт»", "https://school.example/offer"), Actor.SYSTEM);

        var theirs = house.page(invoice).select("form a");
        assertThat(theirs.attr("href")).isEqualTo("https://school.example/offer");
        assertThat(theirs.attr("rel")).isEqualTo("noopener noreferrer");
    }

    @Test
    @DisplayName("R053 the button leads to the form of the bank that is connected")
    void the_button_leads_to_the_bank() {
        var invoice = house.issue("1500", null, null, false);
        var form = house.page(invoice).select("form");

        var answer = house.send(form.attr("method").toUpperCase(Locale.ROOT), form.attr("action"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(PageTestApplication.document(answer).select("a.button").attr("href"))
                .contains("/sandbox-bank/");
        assertThat(house.number("select count(*) from payment_attempt where status = 'PENDING' and invoice_id = "
                        + invoice.id()))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("R055 R057 changed details show at once on unpaid invoices; a paid one keeps those it was paid under")
    void changed_details_show_at_once_but_not_on_paid_invoices() {
        var unpaid = house.issue("1500", null, null, false);
        var paid = house.issue("1500", null, null, false);
        house.pay(paid);

        house.the(Issuers.class).change(IssuerScope.SCHOOL, named("ИП Новый", ""), Actor.SYSTEM);

        assertThat(house.page(unpaid).text()).contains("ИП Новый").doesNotContain("ООО «Школа");
        assertThat(house.page(paid).text()).contains("ООО «Школа").doesNotContain("ИП Новый");
    }

    @Test
    @DisplayName("R026 R027 R028 after its term the link is there, says the exact words, and starts no payment")
    void an_expired_invoice_says_so_and_starts_nothing() {
        var invoice = house.issueExpired();

        var answer = house.send("GET", house.path(invoice));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(PageTestApplication.document(answer).select("h1").text())
                .isEqualTo("Срок оплаты счета истек, обратитесь к администратору");
        assertNoWayToPay(invoice);
    }

    @Test
    @DisplayName("R065 R066 an archived invoice is gone, on a page of its own")
    void an_archived_invoice_is_gone() {
        var invoice = house.issue("1500", null, null, false);
        house.the(Billing.class).archive(invoice.id(), Actor.SYSTEM);

        var answer = house.send("GET", house.path(invoice));

        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(PageTestApplication.document(answer).select("h1").text()).isEqualTo("Счет в архиве");
        assertNoWayToPay(invoice);
    }

    @Test
    @DisplayName("R030 R031 a paid invoice says so; one that may be paid again asks again")
    void a_paid_invoice_is_paid() {
        var once = house.issue("1500", null, null, false);
        var again = house.issue("1500", null, null, true);
        house.pay(once);
        house.pay(again);

        assertThat(house.page(once).select("h1").text()).isEqualTo("Счет оплачен");
        assertNoWayToPay(once);
        assertThat(house.page(again).select("form button")).hasSize(1);
        assertThat(house.page(again).text()).contains("можно оплатить еще раз");
    }

    @Test
    void a_payer_who_paid_a_part_is_told_what_came_and_what_is_left() {
        var invoice = house.issueAndVisitBank(false);
        house.pay(invoice, rub("200"));

        var page = house.back(invoice);

        assertThat(page.select(".notice").text()).isEqualTo("Получено 200 ₽ Спасибо! Осталось оплатить 300 ₽.");
        assertThat(page.select(".badge").text()).isEqualTo("Ожидает оплаты");
        assertThat(page.select(".amount").text()).isEqualTo("К оплате: 300 ₽");
        assertThat(page.text()).contains("Оплачено частично: 200 ₽ из 500 ₽").doesNotContain("Счет оплачен");
    }

    @Test
    void a_payment_that_brought_no_money_is_not_called_paid() {
        var invoice = house.issueAndVisitBank(false);
        house.pay(invoice, rub("0"));

        var page = house.back(invoice);

        assertThat(page.select(".notice strong").text()).isEqualTo("Деньги не поступили");
        assertThat(page.select(".amount").text()).isEqualTo("К оплате: 500 ₽");
        assertThat(page.text()).doesNotContain("Счет оплачен");
    }

    @Test
    @DisplayName("R030 one that may be paid again is shown as paid, and asks only whoever wants to pay again")
    void a_repeatable_invoice_that_is_paid_does_not_await_payment() {
        var invoice = house.issueAndVisitBank(true);
        house.pay(invoice);

        var page = house.back(invoice);

        assertThat(page.select(".notice strong").text()).isEqualTo("Счет оплачен");
        assertThat(page.select(".badge").text()).isEqualTo("Оплачен");
        assertThat(page.text()).contains("можно оплатить еще раз").doesNotContain("Ожидает оплаты");
    }

    @Test
    @DisplayName("forecast-rules.md 6: what went back of a part payment is asked for again")
    void what_went_back_of_a_part_payment_is_asked_for_again() {
        var invoice = house.issueAndVisitBank(false);
        house.pay(invoice, rub("200"));
        house.refund(invoice, rub("200"));

        var page = house.page(invoice);

        assertThat(page.select(".amount").text()).isEqualTo("К оплате: 500 ₽");
        assertThat(page.select("table.sums").text()).isEqualTo("Сумма счета 500 ₽ Оплачено 200 ₽ Возвращено 200 ₽");
        assertThat(page.text()).doesNotContain("Оплачено частично");
        assertThat(house.back(invoice).select(".notice strong").text()).isEqualTo("Деньги возвращены");
    }

    @Test
    @DisplayName("forecast-rules.md 6: a paid invoice whose money went back says so and asks for nothing")
    void a_paid_invoice_whose_money_went_back_says_so() {
        var wholly = house.issueAndVisitBank(false);
        var partly = house.issue("500", null, null, false);
        for (var invoice : List.of(wholly, partly)) {
            house.pay(invoice);
        }
        house.refund(wholly, rub("500"));
        house.refund(partly, rub("100"));

        for (var page : List.of(house.page(wholly), house.back(wholly))) {
            assertThat(page.select("h1").text()).isEqualTo("Деньги возвращены");
            assertThat(page.text()).doesNotContain("зачислены", "Счет оплачен");
        }
        assertThat(house.page(partly).select("h1").text()).isEqualTo("Счет оплачен, часть денег возвращена");
        assertThat(house.page(partly).text()).contains("Школа вернула 100 ₽ из 500 ₽");
        assertThat(house.page(partly).select("form, button")).isEmpty();
    }

    @Test
    void a_payer_who_paid_while_the_invoice_was_archived_is_told_that_the_money_came() {
        var invoice = house.issueAndVisitBank(false);
        house.the(Billing.class).archive(invoice.id(), Actor.SYSTEM);
        house.pay(invoice);

        var page = house.back(invoice);

        assertThat(page.select("h1").text()).isEqualTo("Деньги получены, счет в архиве");
        assertThat(page.text()).contains("Получено 500 ₽, платить еще раз не нужно");
        house.refund(invoice, rub("500"));
        assertThat(house.page(invoice).select("h1").text()).isEqualTo("Деньги возвращены");
        assertThat(house.page(invoice).select("form, button")).isEmpty();
    }

    @Test
    void a_payer_who_paid_a_part_in_the_last_minute_of_the_term_is_told_so() {
        var invoice = house.issueAndVisitBank(false);
        house.pay(invoice, rub("200"));
        house.expire(invoice);

        var page = house.back(invoice);

        assertThat(page.select("h1").text()).isEqualTo("Срок оплаты счета истек, обратитесь к администратору");
        assertThat(page.text()).contains("Получено 200 ₽", "Оплачено частично: 200 ₽ из 500 ₽");
    }

    @Test
    @DisplayName("R150 edge: amount below acquirer minimum: no button that leads nowhere, but the transfer")
    void what_no_bank_takes_has_no_button() {
        var small = house.issue("0.99", null, null, false);
        house.terms(new AccountTerms("", FiscalPolicy.NONE, 0, Set.of(), rub("1.00"), null));

        var page = house.page(small);

        assertThat(page.select("h1").text()).isEqualTo("Оплатить онлайн нельзя");
        assertThat(page.text()).contains("Оплатите переводом");
        assertThat(page.select("img.code")).hasSize(1);
        assertNoWayToPay(small);
        detail("");
        assertThat(house.page(small).text())
                .contains("Обратитесь к администратору")
                .doesNotContain("переводом");
    }

    @Test
    void who_cannot_be_sent_a_receipt_is_told_to_leave_a_contact() {
        var invoice = house.issue("500", null, null, false);
        house.change("update merchant_account set fiscal = 'BANK'");
        house.change("delete from school_contact");

        var page = house.page(invoice);

        assertThat(page.select("h1").text()).isEqualTo("Оплатить онлайн пока нельзя");
        assertThat(page.text()).contains("Банку некуда отправить чек").doesNotContain("через минуту");
        assertNoWayToPay(invoice);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ")", ",", "/", "%20", "%3E", "%22", "!", "%C2%BB", "/.", ",%20спасибо"})
    @DisplayName("a link is found with whatever a mail program or a sentence added to it")
    void what_cannot_belong_to_a_link_is_ignored(String added) {
        var invoice = house.issue("500", null, null, false);
        var tail = added.replace("спасибо", "%D1%81%D0%BF%D0%B0%D1%81%D0%B8%D0%B1%D0%BE");

        for (var page : List.of("", "/pdf", "/qr", "/back")) {
            assertThat(house.send("GET", house.path(invoice) + page + tail).statusCode())
                    .as(page + tail)
                    .isEqualTo(200);
        }
        assertThat(PageTestApplication.document(house.send("GET", house.path(invoice) + tail))
                        .select("form")
                        .attr("action"))
                .isEqualTo(house.path(invoice) + "/pay?lang=ru");
    }

    @Test
    void a_link_with_more_of_a_token_is_another_link() {
        var path = house.path(house.issue("500", null, null, false));

        for (var more : List.of("A", "-", "_", "/other")) {
            assertThat(house.send("GET", path + more).statusCode()).as(more).isEqualTo(404);
        }
    }

    @Test
    void a_period_without_an_end_does_not_read_as_one_day() {
        var invoice = house.issue("500", null, null, false);
        house.change(
                "update invoice set period_end = null where id = ?",
                invoice.id().value());

        assertThat(house.page(invoice).text()).contains("За период с 10.09.2026");
    }

    @Test
    void an_invoice_whose_term_has_not_begun_waits() {
        var invoice = house.issue("1500", TODAY.plusDays(3), null, false);

        assertThat(house.page(invoice).select("h1").text()).isEqualTo("Оплатить счет можно с 13.09.2026");
        assertNoWayToPay(invoice);
    }

    @Test
    @DisplayName(
            "R004 R150 edge: acquirer disconnected between issue and payment: nothing can be paid online, but the requisites for a transfer are there")
    void without_a_bank_there_is_the_transfer() {
        var invoice = house.issue("1500", null, null, false);
        house.connectBank(false);

        var page = house.page(invoice);

        assertThat(page.select("h1").text()).isEqualTo("Оплатить онлайн пока нельзя");
        assertThat(page.select("img.code")).hasSize(1);
        assertNoWayToPay(invoice);
    }

    @Test
    void the_page_speaks_english_to_whom_it_should() {
        var invoice = house.issue("1500", null, TODAY.plusDays(5), false);

        var asked = house.page(invoice, "Accept-Language", "en-GB,en;q=0.9");
        var chosen = PageTestApplication.document(
                house.send("GET", house.path(invoice) + "?lang=en", "Accept-Language", "ru"));

        for (var page : List.of(asked, chosen)) {
            assertThat(page.select("html").attr("lang")).isEqualTo("en");
            assertThat(page.select("form button").text()).isEqualTo("Proceed to payment");
            assertThat(page.text()).contains("15 Sep 2026").doesNotContainPattern("Оплат|Счет ");
        }
    }

    @Test
    void the_calculation_of_a_forecast_is_shown_line_by_line() {
        var invoice = house.issue(CalculationMethod.SUBSCRIPTION_COST, null, null, null, false);

        var page = house.page(invoice);

        assertThat(page.select("details summary").eachText()).contains("Расчет");
        assertThat(page.select("table.lines tbody tr")).isNotEmpty();
        assertThat(page.select("table.lines").text()).contains("Абонемент");
    }

    @Test
    void what_has_no_subject_is_named_by_its_subscription() {
        var invoice = house.issue(CalculationMethod.SUBSCRIPTION_COST, null, null, null, false);
        assertThat(house.the(Billing.class).explain(invoice.id()).lines())
                .isNotEmpty()
                .allMatch(line -> line.subject() == null);
        house.change(
                "update school_subscription set name = 'Шахматы по средам' where customer_id = ?",
                invoice.customer().value());

        assertThat(house.page(invoice).select("table.lines").text()).contains("Абонемент: Шахматы по средам");
    }

    @Test
    void a_logo_is_shown_and_served_under_its_hash_only() throws IOException {
        var invoice = house.issue("1500", null, null, false);
        house.the(Issuers.class).changeLogo(IssuerScope.SCHOOL, PNG, Actor.SYSTEM);

        var logo = house.send("GET", house.page(invoice).select("img.logo").attr("src"));

        assertThat(logo.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(ImageIO.read(new ByteArrayInputStream(logo.body())).getWidth())
                .isEqualTo(1);
        assertThat(house.send("GET", "/i/logo/" + "0".repeat(64)).statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName(
            "every answer, also a refusal, keeps the link out of caches, frames, searches and referrers (D10 D11 D20)")
    void every_answer_carries_the_strict_headers() {
        var open = house.path(house.issue("1500", null, null, false));
        var archived = house.issue("1500", null, null, false);
        house.the(Billing.class).archive(archived.id(), Actor.SYSTEM);

        var answers = Stream.of(
                        "GET " + open,
                        "HEAD " + open,
                        "DELETE " + open,
                        "GET " + open + "/pay",
                        "GET " + open + "/back",
                        "GET " + open + "/pdf",
                        "GET " + open + "/qr",
                        "POST " + open + "/pay",
                        "GET " + house.path(archived),
                        "POST " + house.path(archived) + "/pay",
                        "GET /i/" + "A".repeat(22),
                        "GET /i/",
                        "GET /i/offer")
                .map(line -> house.send(line.split(" ")[0], line.split(" ")[1]))
                .toList();

        for (var answer : answers) {
            var headers = answer.headers();
            assertThat(headers.firstValue("Cache-Control")).contains("no-store");
            assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(headers.firstValue("X-Robots-Tag")).contains("noindex");
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
                    .doesNotContain("script", "unsafe");
        }
    }

    @Test
    void every_page_even_a_refusal_leads_back_to_the_invoice_and_to_nothing_that_cannot_be_opened() {
        var open = house.path(house.issue("1500", null, null, false));
        house.change("update merchant_account set active = false");
        for (var line : List.of("GET /pay", "DELETE ", "POST /pay", "GET /back", "GET ")) {
            var method = line.split(" ", -1)[0];
            var path = open + line.split(" ", -1)[1];

            var links = PageTestApplication.document(house.send(method, path)).select("a[href]").stream()
                    .map(link -> link.attr("href"))
                    .map(link -> link.startsWith("?") ? path + link : link)
                    .filter(link -> link.startsWith("/"))
                    .toList();

            assertThat(links)
                    .as(line)
                    .anyMatch(link -> link.startsWith(open))
                    .allSatisfy(link -> assertThat(house.send("GET", link).statusCode())
                            .as(link)
                            .isEqualTo(200));
        }
        assertThat(PageTestApplication.document(house.send("GET", open + "/pay"))
                        .select("main a")
                        .attr("href"))
                .isEqualTo(open + "?lang=ru");
    }

    @Test
    @DisplayName("D11 hostile text in any field adds no element and no attribute to the page")
    void hostile_text_stays_text() {
        var invoice = house.issue("1500", null, null, false);
        rename("Анна Иванова");
        detail("x");
        var calm = shape(house.page(invoice));

        for (var hostile : polyglots()) {
            rename(hostile);
            detail(hostile);
            var page = house.page(invoice);
            assertThat(shape(page)).as(hostile).isEqualTo(calm);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/../", "/style.css/", "/AAAA", "/logo/x", "//", "/;a=b"})
    void what_is_no_invoice_is_not_found(String path) {
        assertThat(house.send("GET", "/i" + path).statusCode()).isEqualTo(404);
    }

    private void assertNoWayToPay(Invoice invoice) {
        assertThat(house.page(invoice).select("form, button")).isEmpty();
        var tried = house.send("POST", house.path(invoice) + "/pay");
        assertThat(tried.statusCode()).isBetween(409, 410);
        assertThat(house.number("select count(*) from payment_attempt where invoice_id = " + invoice.id()))
                .isZero();
    }

    private void rename(String name) {
        house.change("update school_customer set name = ?", name);
    }

    /** Past the form, as a row that some older version let through. */
    private void detail(String text) {
        var details = new IssuerDetails(
                text,
                text,
                text,
                text,
                text,
                text,
                text,
                "",
                new BankDetails(text, text, text, text),
                new Signers(text, text));
        house.change("update issuer set details = ?", Json.write(details));
    }

    private static List<String> polyglots() {
        var ends = List.of("", "\"", "'", "`", "</title>", "</textarea>", "-->", "]]>", "}}", "%}", "</p>", "&quot;");
        var middles = List.of(
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<svg/onload=alert(1)>",
                "onmouseover=alert(1) x=",
                "javascript:alert(1)",
                "{{ 7*7 }}",
                "{% include \"print\" %}",
                "<!--",
                "<base href=//evil.example>",
                "\u202e<b>",
                "\u0000<i>",
                "<iframe srcdoc='<script>'>");
        var all = new ArrayList<String>();
        ends.forEach(end ->
                middles.forEach(middle -> Stream.of("", " ", ">").forEach(last -> all.add(end + middle + last))));
        return all.stream().map(one -> one.replace("\u0000", "")).toList();
    }

    /** Every element with the names of its attributes. */
    private static List<String> shape(Element page) {
        return page.getAllElements().stream()
                .map(one -> one.tagName()
                        + one.attributes().asList().stream()
                                .map(attribute -> " " + attribute.getKey())
                                .toList())
                .toList();
    }

    private static Money rub(String amount) {
        return Money.of(amount, "RUB");
    }

    private static IssuerDetails named(String name, String offer) {
        return new IssuerDetails(name, "", "", "", "", "", "", offer, BankDetails.NONE, new Signers("", ""));
    }
}
