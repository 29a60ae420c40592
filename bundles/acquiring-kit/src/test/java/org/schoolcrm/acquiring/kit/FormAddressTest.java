package org.schoolcrm.acquiring.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormAddressTest {

    @Test
    void reads_what_a_payer_can_be_led_to() {
        assertThat(FormAddress.read("https://bank.example/pay/1?a=b#c"))
                .get()
                .hasToString("https://bank.example/pay/1?a=b#c");
        assertThat(FormAddress.read("http://127.0.0.1:8080/pay")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "/pay",
                "https://",
                "https:///pay",
                "https://bank.example/a b",
                "https://bank.example/%zz",
                "https://bank .example/",
                "javascript:alert(1)",
                "file:///etc/hostname",
                "mailto:payer@example.com",
                "//bank.example/pay"
            })
    void takes_nothing_else_for_an_address(String text) {
        assertThat(FormAddress.read(text)).isEmpty();
    }
}
