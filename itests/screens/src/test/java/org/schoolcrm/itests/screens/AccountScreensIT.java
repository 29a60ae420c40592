package org.schoolcrm.itests.screens;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where one is logged in, and how to end that. */
@ExtendWith(DemoSchool.class)
class AccountScreensIT {

    private static final Pattern LOOPBACK = Pattern.compile("127\\.0\\.0\\.1|0:0:0:0:0:0:0:1");

    private final Demo demo;

    AccountScreensIT(Demo demo) {
        this.demo = demo;
    }

    @Test
    void a_session_of_ones_own_is_ended_by_keyboard_and_lets_nobody_in_any_more() {
        try (var here = logIn();
                var there = logIn()) {
            here.open("/#/account").photograph("account");
            var others = here.page()
                    .getByRole(AriaRole.ROW)
                    .filter(new Locator.FilterOptions().setHasText("Chrome, Linux"))
                    .filter(new Locator.FilterOptions().setHasNotText("этот сеанс"));
            assertThat(here.page().getByText("этот сеанс")).hasCount(1);
            assertThat(others).hasCount(1);
            assertThat(others).containsText(LOOPBACK);

            here.tabTo(others.getByRole(AriaRole.BUTTON));
            here.page().keyboard().press("Enter");

            assertThat(here.page().getByText("Сеанс завершен")).isVisible();
            assertThat(others).hasCount(0);
            assertThat(here.page().getByText("этот сеанс")).hasCount(1);
            assertThat(here.complaints()).isEmpty();
            there.page().reload();
            there.page().waitForURL("**/login");
        }
    }

    private Tab logIn() {
        var tab = demo.visitor(Look.DESK).open("/login");
        tab.page().getByLabel("Логин").fill("viewer");
        tab.page().getByLabel("Пароль").fill("demo");
        tab.page().keyboard().press("Enter");
        assertThat(tab.heading("Главная")).isVisible();
        return tab;
    }
}
