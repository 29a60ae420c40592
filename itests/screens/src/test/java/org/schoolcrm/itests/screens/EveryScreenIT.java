package org.schoolcrm.itests.screens;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.schoolcrm.itests.screens.Look.Device;

/** What is promised of every screen; pictures of all of them for people to look at are in {@code target/screens}. */
@ExtendWith(DemoSchool.class)
class EveryScreenIT {

    private final Demo demo;

    EveryScreenIT(Demo demo) {
        this.demo = demo;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everywhere")
    void a_screen_keeps_nobody_out_fits_its_window_and_works_without_complaints(Screen screen, Look look) {
        try (var tab = screen.open(demo, look)) {
            if (screen == Screen.PAY_WAITING) {
                tab.hold();
            }
            var complaints = tab.complaints();
            tab.photograph(screen.fileName());

            var softly = new SoftAssertions();
            softly.assertThat(complaints).as("complaints of the browser").isEmpty();
            softly.assertThat(tab.sideways()).as("pixels beyond the window").isNotPositive();
            softly.assertThat(tab.barriers(screen.exempt())).as("barriers").isEmpty();
            softly.assertAll();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inEnglish")
    void an_english_screen_says_nothing_in_russian_but_the_schools_own_data(Screen screen) {
        try (var tab = screen.open(demo, Look.ENGLISH)) {
            assertThat(tab.russianWords(demo.data())).isEmpty();
        }
    }

    @Test
    void what_is_wrong_with_a_page_is_noticed() {
        try (var tab = Screen.HOME.open(demo, Look.ENGLISH)) {
            tab.page().evaluate("""
                    () => {
                      document.body.insertAdjacentHTML('beforeend', '<p><img src="data:,"> картинка без слов</p>');
                      document.body.style.minWidth = '1300px';
                      setTimeout(() => { throw new Error('thrown on purpose'); });
                      console.error('said on purpose');
                    }
                    """);
            tab.settle();

            assertThat(tab.complaints())
                    .anyMatch(one -> one.contains("thrown on purpose"))
                    .anyMatch(one -> one.contains("said on purpose"));
            assertThat(tab.sideways()).isPositive();
            assertThat(tab.barriers(List.of())).singleElement().asString().startsWith("image-alt");
            assertThat(tab.russianWords("")).contains("картинка");
        }
    }

    static Stream<Arguments> everywhere() {
        return Stream.of(Screen.values()).flatMap(screen -> looks(screen).map(look -> Arguments.of(screen, look)));
    }

    static Stream<Screen> inEnglish() {
        return Stream.of(Screen.values()).filter(Screen::speaksEnglish);
    }

    private static Stream<Look> looks(Screen screen) {
        var russian = Stream.of(Device.values())
                .flatMap(device ->
                        Stream.of(ColorScheme.LIGHT, ColorScheme.DARK).map(colours -> new Look(device, colours, "ru")));
        return Stream.concat(russian, screen.speaksEnglish() ? Stream.of(Look.ENGLISH) : Stream.empty());
    }
}
