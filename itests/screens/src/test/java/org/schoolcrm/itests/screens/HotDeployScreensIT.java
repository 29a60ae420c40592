package org.schoolcrm.itests.screens;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An open tab follows what the operator does. */
@ExtendWith(DemoSchool.class)
class HotDeployScreensIT {

    private final Demo demo;

    HotDeployScreensIT(Demo demo) {
        this.demo = demo;
    }

    @AfterEach
    void nothing_stays_stopped() {
        demo.operator().start("ui");
    }

    @Test
    void screens_leave_an_open_tab_with_their_bundle_and_come_back_with_it() {
        try (var tab = demo.office(Look.DESK).open("/#/finance/invoices")) {
            tab.page().evaluate("() => (window.neverReloaded = true)");
            assertThat(tab.heading("Счета")).isVisible();
            assertThat(entry(tab, "Счета")).hasCount(1);
            assertThat(entry(tab, "Автоматические рассылки")).hasCount(1);

            demo.operator().stop("ui");
            assertThat(tab.page().getByText("Эта часть CRM сейчас не установлена"))
                    .isVisible();
            assertThat(entry(tab, "Счета")).hasCount(0);
            assertThat(entry(tab, "Автоматические рассылки")).hasCount(0);

            demo.operator().start("ui");
            assertThat(tab.heading("Счета")).isVisible();
            assertThat(entry(tab, "Счета")).hasCount(1);
            assertThat(entry(tab, "Автоматические рассылки")).hasCount(1);
            assertThat(tab.page().evaluate("() => window.neverReloaded")).isEqualTo(true);
        }
    }

    /** The way to a screen, even if a menu must be opened to see it. */
    private static Locator entry(Tab tab, String name) {
        return tab.page()
                .getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName(name).setExact(true).setIncludeHidden(true));
    }
}
