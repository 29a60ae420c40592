package org.schoolcrm.billing.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of real organisations pass, and the same numbers with any one digit mistyped do not. */
class CheckDigitsTest {

    private static final String SBERBANK = "044525225";

    @ParameterizedTest
    @ValueSource(strings = {"7707083893", "7710140679", "7702070139", "500100732259"})
    void a_right_inn_passes_and_one_digit_more_or_less_does_not(String inn) {
        assertOneDigitMatters(inn, CheckDigits::isInn);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1027700132195", "304500116000157"})
    void a_right_ogrn_passes_and_a_mistyped_one_does_not(String ogrn) {
        assertThat(CheckDigits.isOgrn(ogrn)).isTrue();
        assertThat(CheckDigits.isOgrn(ogrn.substring(1))).isFalse();
        int last = ogrn.length() - 1;
        for (char digit = '0'; digit <= '9'; digit++) {
            var typed = ogrn.substring(0, last) + digit;
            assertThat(CheckDigits.isOgrn(typed)).as(typed).isEqualTo(typed.equals(ogrn));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "044525225, 40702810138000060317",
        "044525974, 40802810400000012345",
        "040349602, 40703810900000000015",
        "044583001, 40101810800000010041"
    })
    void a_right_account_fits_its_bank_and_a_mistyped_one_does_not(String bic, String account) {
        assertOneDigitMatters(account, typed -> CheckDigits.isAccount(bic, typed));
    }

    @ParameterizedTest
    @CsvSource({"044525225, 30101810400000000225", "044525974, 30101810145250000974"})
    void a_right_correspondent_account_fits_its_bank(String bic, String account) {
        assertOneDigitMatters(account, typed -> CheckDigits.isCorrespondent(bic, typed));
    }

    @Test
    void an_account_of_another_bank_does_not_fit() {
        assertThat(CheckDigits.isAccount(SBERBANK, "40702810438000060317")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0000000000", "77070838933", "770708389x", "٧٧٠٧٠٨٣٨٩٣", "-707083893"})
    void what_is_no_number_of_that_length_is_no_inn(String inn) {
        assertThat(CheckDigits.isInn(inn)).isFalse();
    }

    @Test
    void a_bic_is_russian() {
        assertThat(CheckDigits.isBic(SBERBANK)).isTrue();
        assertThat(CheckDigits.isBic("017003983")).isTrue();
        assertThat(CheckDigits.isBic("944525225")).isFalse();
        assertThat(CheckDigits.isBic("04452522")).isFalse();
    }

    private static void assertOneDigitMatters(String right, Predicate<String> check) {
        assertThat(check.test(right)).as(right).isTrue();
        assertThat(check.test(right + "0")).isFalse();
        assertThat(check.test(right.substring(1))).isFalse();
        for (int place = 0; place < right.length(); place++) {
            var wrong = right.charAt(place) == '9' ? '8' : (char) (right.charAt(place) + 1);
            var typed = right.substring(0, place) + wrong + right.substring(place + 1);
            assertThat(check.test(typed)).as(typed).isFalse();
        }
    }
}
