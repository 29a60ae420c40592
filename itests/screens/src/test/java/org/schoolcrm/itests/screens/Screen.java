package org.schoolcrm.itests.screens;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.PlaywrightException;
import java.util.List;
import java.util.Locale;

/** All that people look at: where it is, a word that it shows when it is there, what they press; in Russian|in English. */
enum Screen {
    LOGIN("/login", "Вход в CRM школы"),
    HOME("/#/home", "Главная|Home"),
    CUSTOMERS("/#/customers", "Клиенты|Customers"),
    CUSTOMER("/#/customers/{customer}", "Прогноз до конца месяца|Forecast until the end of the month"),
    INVOICE_FORM("/#/customers/{customer}", "Счета|Invoices", "Добавить счет|Add an invoice"),
    INVOICE_LINES("/#/customers/{customer}", "За что|For", "Расчет|Why"),
    INVOICE_PAYMENTS("/#/customers/{customer}", "Счета|Invoices", "Платежи|Payments"),
    CALENDAR("/#/calendar", "Расписание|Timetable"),
    GROUPS("/#/groups", "Группы|Groups"),
    INVOICES("/#/finance/invoices", "Счета|Invoices"),
    REPORTS("/#/finance/invoices/reports", "Протокол выполненных операций|Report of the operations"),
    REPORT("/#/finance/invoices/reports/{report}", "Протокол выполненных операций|Report of the operations"),
    PAYMENTS("/#/finance/payments", "Платежи|Payments"),
    ACQUIRING("/#/acquiring", "Интернет-эквайринг|Online payment"),
    ACQUIRER_FORM("/#/acquiring", "Настройки банка|Settings of the bank", "Изменить|Edit"),
    MAILINGS("/#/mailings", "Автоматические рассылки|Automatic mailings"),
    MAILING_FORM("/#/mailings", "Автоматические рассылки|Automatic mailings", "Добавить|Add"),
    DRY_RUN("/#/mailings", "Автоматические рассылки|Automatic mailings", "Проверить|Try out"),
    RUN("/#/mailings/runs/{run}", "Счета за текущий месяц|Счета за текущий месяц"),
    MESSAGES("/#/messages", "Сообщения|Messages"),
    CHANNELS("/#/messages/channels", "Сообщения|Messages"),
    STOP_LIST("/#/messages/stop-list", "Сообщения|Messages"),
    RUN_MESSAGES("/#/messages/runs/{run}", "Сообщения|Messages"),
    SMS_TEMPLATES("/#/sms-templates", "SMS Шаблоны|SMS templates"),
    TEMPLATES("/#/templates", "Email шаблоны|E-mail templates"),
    TEMPLATE_FORM("/#/templates", "Email шаблоны|E-mail templates", "Изменить|Edit"),
    ACCOUNT("/#/account", "этот сеанс|this session"),
    LICENSING("/#/licensing", "Реквизиты|Issuer details"),
    IMPORTS("/#/imports", "Импорт данных|Data import"),
    PAY("{open}", "Счет №|Invoice No."),
    PAY_EARLY("{early}", "Оплатить счет можно с|The invoice can be paid from"),
    PAY_REFUSED("{refused}/back", "Счет №|Invoice No."),
    PAY_WAITING("{waiting}/back", "Ждем ответа банка|Waiting for the bank"),
    PAY_PAID("{paid}", "Счет оплачен|The invoice is paid"),
    PAY_ARCHIVED("{archived}", "Счет в архиве|The invoice is in the archive"),
    PAY_UNKNOWN("/i/AAAAAAAAAAAAAAAAAAAAAA", "Такого счета нет|There is no such invoice"),
    OFFER("/i/offer", "Договор-оферта|Offer contract"),
    BANK("{open}", "Учебный банк", "Перейти к оплате");

    private static final Locator.FilterOptions VISIBLE = new Locator.FilterOptions().setVisible(true);

    private final String address;
    private final String shows;
    private final String pressed;

    Screen(String address, String shows) {
        this(address, shows, "");
    }

    Screen(String address, String shows, String pressed) {
        this.address = address;
        this.shows = shows;
        this.pressed = pressed;
    }

    boolean speaksEnglish() {
        return shows.contains("|");
    }

    /** Rules of WCAG that do not hold here for a reason: a page without scripts must ask for itself again to get on. */
    List<String> exempt() {
        return this == PAY_WAITING ? List.of("meta-refresh") : List.of();
    }

    /** Opens it as whoever would look at it. */
    Tab open(Demo demo, Look look) {
        var tab = address.startsWith("/#") ? demo.office(look) : demo.visitor(look);
        try {
            tab.open(demo.address(address));
            if (!pressed.isEmpty()) {
                tab.button(in(look, pressed)).first().click();
            }
            assertThat(tab.page().getByText(in(look, shows)).filter(VISIBLE).first())
                    .isVisible();
            return tab.settle();
        } catch (PlaywrightException | AssertionError e) {
            var story = tab.story();
            tab.photograph("failed-" + fileName());
            tab.close();
            throw new AssertionError(this + " does not open: " + story, e);
        }
    }

    String fileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String in(Look look, String words) {
        var both = words.split("\\|", -1);
        return look.isEnglish() ? both[both.length - 1] : both[0];
    }
}
