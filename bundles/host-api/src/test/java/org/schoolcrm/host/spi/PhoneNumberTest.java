package org.schoolcrm.host.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One number has one form, however it was typed. */
class PhoneNumberTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+79161234567",
                "+7 (916) 123-45-67",
                "8 916 123 45 67",
                "8(916)1234567",
                "7 916 123-45-67",
                "9161234567",
                "916.123.45.67",
                "8\u00A0916\u00A0123\u201345\u201167",
                " +7\u202F916\u2009123 45 67 ",
            })
    void a_russian_mobile_in_any_spelling_is_one_number(String text) {
        assertThat(PhoneNumber.read(text)).contains(new PhoneNumber("+79161234567"));
    }

    @ParameterizedTest
    @CsvSource({
        "8 (495) 123-45-67, +74951234567",
        "4951234567, +74951234567",
        "8 800 555-35-35, +78005553535",
        "8 701 123 45 67, +77011234567",
        "+375 29 123-45-67, +375291234567",
        "8 10 375 29 123 45 67, +375291234567",
        "00375291234567, +375291234567",
        "+1 (415) 555-2671, +14155552671",
        "+49 30 123456, +4930123456",
    })
    void landlines_and_other_countries_are_read_as_they_are_dialled(String text, String e164) {
        assertThat(PhoneNumber.read(text)).contains(new PhoneNumber(e164));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "звонить",
                "123-45-67",
                "+7 916 123 45 6",
                "+7 916 123 45 678",
                "8 916 123 45 67 доб. 12",
                "8916123456",
                "375291234567",
                "+0 123 456 78 90",
                "89161234567, 89167654321",
                "8-ANNA-123",
                "٨٩١٦١٢٣٤٥٦٧",
                "+1234567",
                "+1234567890123456",
            })
    void what_leaves_a_doubt_is_no_number(String text) {
        assertThat(PhoneNumber.read(text)).isEmpty();
    }
}
