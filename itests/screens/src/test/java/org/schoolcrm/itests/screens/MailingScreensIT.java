package org.schoolcrm.itests.screens;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A mailing from its form to the messages of its run. */
@ExtendWith(DemoSchool.class)
class MailingScreensIT {

    private static final ZoneId ZONE = ZoneId.of("Europe/Moscow");
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("dd.MM.yyyy, HH:mm");

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
    void what_cannot_be_read_is_refused_at_its_field_and_blanks_between_digits_are_read() {
        try (var tab = mailings()) {
            tab.button("Добавить").click();
            var form = tab.page().locator("form");
            form.getByLabel("Название").fill(name);
            form.getByLabel("Метод расчета").selectOption(new String[] {"SUBSCRIPTION_COST"});
            form.getByText("Остановиться и спросить").click();
            var invoices = form.getByLabel("если счетов больше");
            var amount = form.getByLabel("если сумма больше");
            var lessons = form.getByLabel("Остаток (уроки) ОТ");
            var quiet = form.getByLabel("Тихие часы ОТ");
            invoices.fill("1 000");
            amount.fill("50 000 руб");
            lessons.fill("3 урока");
            quiet.fill("22:00");
            tab.button("Сохранить").click();
            tab.page().waitForCondition(() -> tab.wordsAt(amount).contains("Введите сумму"));
            assertThat(tab.wordsAt(lessons)).contains("Введите целое число");
            assertThat(tab.wordsAt(quiet)).contains("Введите начало и конец");
            assertThat(tab.wordsAt(invoices)).doesNotContain("Введите");

            amount.fill("50 000,50");
            lessons.fill("3");
            form.getByLabel("Тихие часы ДО").pressSequentially("08");
            tab.button("Сохранить").click();
            tab.page().waitForCondition(() -> !tab.wordsAt(amount).contains("Введите сумму"));
            assertThat(tab.wordsAt(quiet)).as("half a time is none").contains("Введите начало и конец");

            form.getByLabel("Тихие часы ДО").fill("08:00");
            tab.button("Сохранить").click();
            assertThat(tab.heading(name)).isVisible();
            var saved = settings();
            assertThat(saved.at("/what/limits/invoices").asLong()).isEqualTo(1000);
            assertThat(saved.at("/what/limits/amount").asLong()).isEqualTo(5_000_050);
            assertThat(saved.at("/what/whom/lessonsLeft/from").asLong()).isEqualTo(3);
            assertThat(saved.at("/how/quiet/from").asText()).startsWith("22:00");
            assertThat(saved.at("/how/quiet/until").asText()).startsWith("08:00");
        }
    }

    @Test
    void a_chain_of_channels_is_put_together_and_kept() {
        try (var tab = mailings()) {
            tab.button("Добавить").click();
            var form = tab.page().locator("form");
            form.getByLabel("Название").fill(name);
            form.getByLabel("Способ рассылки").selectOption("SMS");
            var chain = tab.page().locator("crm-delivery-chain");
            chain.getByLabel("Канал 1 после").selectOption("Telegram");
            assertThat(chain.getByLabel("Шаблон письма")).hasCount(0);
            chain.getByLabel("Канал 2 после").selectOption("E-mail");
            assertThat(chain.getByLabel("Шаблон письма")).isVisible();
            chain.getByLabel("Ждать доставки").selectOption("3 часа");
            tab.button("Сохранить").click();
            assertThat(tab.heading(name)).isVisible();

            var saved = settings().at("/how/chain");
            assertThat(saved.at("/then").toString()).isEqualTo("[\"TELEGRAM\",\"EMAIL\"]");
            assertThat(saved.at("/waitMinutes").asInt()).isEqualTo(180);
            assertThat(saved.at("/template").isNull()).isFalse();
        }
    }

    @Test
    void times_and_days_are_the_branchs_wherever_one_looks_from() {
        var now = ZonedDateTime.now(ZONE);
        var whereItIsAnotherDay = now.getHour() < 13 ? "Pacific/Pago_Pago" : "Pacific/Kiritimati";
        try (var tab = demo.office(Look.DESK.in(whereItIsAnotherDay))) {
            tab.open(demo.address("/#/mailings/runs/{run}"));
            var started = Instant.parse(
                    demo.read(demo.address("runs/{run}")).at("/run/startedAt").asText());
            assertThat(tab.page().getByText(MOMENT.format(started.atZone(ZONE))).first())
                    .isVisible();

            tab.open("/#/mailings");
            tab.button("Проверить").first().click();
            assertThat(tab.page().getByLabel("На день"))
                    .hasValue(now.toLocalDate().toString());
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
            var question = tab.page().getByRole(AriaRole.DIALOG);
            assertThat(question).containsText(Pattern.compile("выйдет счетов: \\d+, всего на .*₽; сообщений: \\d+"));
            assertThat(question).containsText("нельзя вернуть");
            button(question, "Выставить и отправить").click();
            assertThat(question).hasCount(0);

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

    @Test
    void a_run_is_followed_again_after_the_server_was_away() {
        try (var tab = demo.office(Look.DESK)) {
            var away = new AtomicInteger(2);
            tab.page().route("**/crm/events?run=*", route -> {
                if (away.getAndDecrement() > 0) {
                    route.fulfill(new Route.FulfillOptions().setStatus(503));
                } else {
                    route.resume();
                }
            });
            tab.open(demo.address("/#/mailings/runs/{run}"));

            assertThat(status(tab)).containsText("Завершен");
            assertThat(tab.page().getByText("Связь с сервером прервалась")).hasCount(0);
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

    /** What was saved of the mailing that the test has made. */
    private JsonNode settings() {
        for (var one : demo.read("mailings?branch=1&limit=500").get("items")) {
            if (one.at("/settings/name").asText().equals(name)) {
                return one.get("settings");
            }
        }
        throw new AssertionError("No mailing is called " + name);
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
