package org.schoolcrm.itests.screens;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A mailing from its form to the messages of its run. */
@ExtendWith(DemoSchool.class)
class MailingScreensIT {

    private final Demo demo;
    private final String name = "Рассылка " + UUID.randomUUID();

    MailingScreensIT(Demo demo) {
        this.demo = demo;
    }

    @Test
    void what_makes_no_sense_is_refused_at_its_field_and_what_does_is_saved() {
        try (var tab = mailings()) {
            var reminders = tab.page().getByLabel("Напоминать, дней от срока оплаты");
            var term = tab.page().getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Срок оплаты"));
            tab.button("Добавить").click();
            tab.page().getByLabel("Название").fill(name);
            term.selectOption("Бессрочно");
            reminders.fill("-1, 0");
            tab.button("Сохранить").click();
            tab.page()
                    .waitForCondition(
                            () -> tab.wordsAt(reminders).contains("У счетов без срока оплаты напоминать не о чем"));

            term.selectOption("1 неделя");
            tab.button("Сохранить").click();

            assertThat(tab.heading(name)).isVisible();
            assertThat(reminders).hasCount(0);
        }
    }

    @Test
    void trying_out_shows_figures_and_messages_and_writes_nothing() {
        try (var tab = mailings()) {
            create(tab);
            var before = written();
            var card = card(tab);
            button(card, "Проверить").click();
            card.getByLabel("На день").press("Enter");

            assertThat(card.getByText("Что было бы отправлено")).isVisible();
            assertThat(card).containsText("Выставлено счетов");
            assertThat(card).containsText("платить нечего");
            card.getByText("Сообщения (показаны первые").click();
            assertThat(card.getByText("Здравствуйте").first()).isVisible();
            assertThat(written()).isEqualTo(before);
        }
    }

    @Test
    void a_run_is_followed_live_to_its_report_and_its_messages() {
        try (var tab = mailings()) {
            create(tab);
            button(card(tab), "Запустить сейчас").click();

            assertThat(tab.heading(name)).isVisible();
            assertThat(tab.page().getByRole(AriaRole.PROGRESSBAR)).isVisible();
            assertThat(status(tab)).containsText("Завершен");
            var rows = tab.page().getByRole(AriaRole.ROW);
            assertThat(rows.filter(new Locator.FilterOptions().setHasText("счет выставлен"))
                            .first())
                    .isVisible();
            assertThat(rows.filter(new Locator.FilterOptions().setHasText("платить нечего"))
                            .first())
                    .isVisible();

            tab.link("Все сообщения запуска").click();
            assertThat(rows.filter(new Locator.FilterOptions().setHasText("@")).first())
                    .isVisible();
        }
    }

    /** Invoices are issued again, so that there is something to do after the mailing of the demo. */
    private void create(Tab tab) {
        tab.button("Добавить").click();
        tab.page().getByLabel("Название").fill(name);
        tab.page()
                .getByLabel("Выставлять счет повторно, если есть не оплаченный счет")
                .check();
        tab.button("Сохранить").click();
        assertThat(tab.heading(name)).isVisible();
    }

    private Tab mailings() {
        return demo.office(Look.DESK).open("/#/mailings");
    }

    /** What stands in the books: the newest invoices and messages. */
    private List<String> written() {
        return List.of(
                demo.read("invoices?branch=1&limit=50").toString(),
                demo.read("messages?branch=1&limit=50").toString());
    }

    private Locator card(Tab tab) {
        var heading = tab.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
        return tab.page().locator("section").filter(new Locator.FilterOptions().setHas(heading));
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name))
                .first();
    }

    private static Locator status(Tab tab) {
        return tab.page().getByRole(AriaRole.STATUS).first();
    }
}
