package org.schoolcrm.itests.screens;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Invoices on a customer's card, and the way of one of them to the payer, the bank and back. */
@ExtendWith(DemoSchool.class)
class InvoiceScreensIT {

    private final Demo demo;

    InvoiceScreensIT(Demo demo) {
        this.demo = demo;
    }

    @Test
    void an_invoice_is_made_by_keyboard_alone_and_a_bad_amount_is_explained_at_its_field() {
        try (var tab = cardOf(demo.customerWithoutInvoices())) {
            var keyboard = tab.page().keyboard();
            var form = form(tab);
            var amount = form.getByLabel("Сумма");

            tab.tabTo(tab.button("Добавить счет"));
            keyboard.press("Enter");
            tab.tabTo(amount);
            keyboard.type("полторы тысячи");
            keyboard.press("Enter");
            tab.page().waitForCondition(() -> tab.wordsAt(amount).contains("Укажите сумму, например 1500,00"));

            keyboard.press("ControlOrMeta+A");
            keyboard.type("1 500,50");
            tab.tabTo(form.getByLabel("По", new Locator.GetByLabelOptions().setExact(true)));
            tab.tabTo(form.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Сохранить")));
            keyboard.press("Enter");

            assertThat(form).hasCount(0);
            var row = row(tab, "Вручную");
            assertThat(row).containsText("1 500,50 ₽");
            assertThat(row).containsText("Ожидает оплаты");
        }
    }

    @Test
    void the_lines_of_a_forecast_explain_its_sum() {
        try (var tab = cardOf(demo.billedCustomer())) {
            tab.button("Добавить счет").click();
            var form = form(tab);
            form.getByLabel("Тип расчета").selectOption(new String[] {"FORECAST"});
            var due = form.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("К оплате"));
            assertThat(due).isVisible();

            var lines = amounts(form.locator("tbody").getByRole(AriaRole.ROW));
            var totals = amounts(form.locator("tfoot").getByRole(AriaRole.ROW));
            assertThat(lines).isNotEmpty();
            assertThat(lines.stream().mapToLong(Long::longValue).sum()).isEqualTo(totals.get(0));
            var before = totals.subList(0, totals.size() - 1);
            long asked = totals.get(before.size());
            assertThat(asked)
                    .as("charges less what the account holds")
                    .isEqualTo(Math.max(
                            0, before.stream().mapToLong(Long::longValue).sum()));
            assertThat(minor(form.getByLabel("Сумма").inputValue())).isEqualTo(asked);
            assertThat(form.getByLabel("Сумма")).not().isEditable();
        }
    }

    @Test
    void what_is_paid_on_a_phone_is_paid_in_the_office() {
        try (var office = cardOf(demo.customerWithoutInvoices());
                var phone = demo.visitor(Look.PHONE)) {
            office.button("Добавить счет").click();
            form(office).getByLabel("Сумма").fill("77,07");
            form(office).getByLabel("Сумма").press("Enter");
            var row = row(office, "77,07");
            assertThat(row).containsText("Ожидает оплаты");
            row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Скопировать ссылку"))
                    .click();

            phone.page().navigate(office.clipboard());
            assertThat(phone.page().getByText("77,07 ₽").first()).isVisible();
            phone.button("Перейти к оплате").click();
            phone.button("Оплатить").click();
            assertThat(phone.heading("Счет оплачен")).isVisible();

            office.page().reload();
            assertThat(row).containsText("Оплачен");
            office.open("/#/finance/invoices");
            assertThat(row(office, "77,07")).containsText("Оплачен");
        }
    }

    @Test
    void all_customers_can_be_reached_from_their_list() {
        try (var tab = demo.office(Look.DESK).open("/#/customers")) {
            var people = tab.page().locator(".people a");
            assertThat(people).hasCount(50);
            tab.button("Показать еще").click();
            assertThat(people).hasCount(100);

            tab.page().getByRole(AriaRole.SEARCHBOX).fill("никого с таким именем");
            assertThat(people).hasCount(0);
            assertThat(tab.button("Показать еще")).hasCount(0);
        }
    }

    private Tab cardOf(long customer) {
        return demo.office(Look.DESK).open("/#/customers/" + customer);
    }

    private static Locator form(Tab tab) {
        var method = tab.page().getByLabel("Тип расчета");
        return tab.page().locator("form").filter(new Locator.FilterOptions().setHas(method));
    }

    private static Locator row(Tab tab, String text) {
        return tab.page()
                .getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText(text))
                .filter(new Locator.FilterOptions()
                        .setHas(tab.page()
                                .getByRole(
                                        AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Скопировать ссылку"))));
    }

    /** The amounts at the ends of the rows. */
    private static List<Long> amounts(Locator rows) {
        return rows.all().stream()
                .map(row -> minor(row.getByRole(AriaRole.CELL).last().innerText()))
                .toList();
    }

    private static long minor(String amount) {
        var digits = Long.parseLong(amount.replaceAll("\\D", ""));
        return amount.startsWith("-") || amount.startsWith("−") ? -digits : digits;
    }
}
