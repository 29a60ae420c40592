package org.schoolcrm.pay.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of customers and schools as the page shortens them, whatever characters they are written in. */
class PayerNameTest {

    @ParameterizedTest
    @DisplayName("D32 the first name and an initial, which is a whole character")
    @CsvSource({
        "Петрова Анна, Анна П.",
        "Петрова, Петрова",
        "😀 Смайлов Илья, Илья С.",
        "😀 Смайлов, Смайлов",
        "😀 🎉, 🎉 😀.",
        "𐐀𐐯𐐻 Анна, Анна 𐐀.",
        "И\u0306ванов Петр, Петр И\u0306.",
        "王 小明, 小明 王.",
        "ООО «Ромашка и сыновья», ООО «Ромашка и сыновья»"
    })
    void a_name_is_shortened_by_characters_and_not_by_halves_of_them(String name, String shown) {
        assertThat(PayPage.shortened(name)).isEqualTo(shown);
    }

    @Test
    void a_school_is_known_by_the_first_character_of_its_name() {
        assertThat(PayPage.letter("ООО «Старт»")).isEqualTo("С");
        assertThat(PayPage.letter("🎓 Школа")).isEqualTo("🎓");
    }
}
