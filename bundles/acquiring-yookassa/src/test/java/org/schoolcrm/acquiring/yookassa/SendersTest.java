package org.schoolcrm.acquiring.yookassa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendersTest {

    @ParameterizedTest
    @DisplayName("an address without a slash is allowed itself and no other")
    @CsvSource(
            delimiter = '|',
            value = {
                "185.71.76.0/27, 77.75.156.11 | 77.75.156.11 | true",
                "185.71.76.0/27, 77.75.156.11 | 77.75.156.12 | false",
                "77.75.156.11 | 77.75.156.11 | true",
                "2a02:5180::17 | 2a02:5180::17 | true",
                "2a02:5180::17 | 2a02:5180:0:0:0:0:0:17 | true",
                "2a02:5180::17 | 2a02:5180::18 | false",
                "77.75.156.11 | ::ffff:77.75.156.11 | true",
                "77.75.156.11 | 2a02:5180::17 | false",
                "published | 77.75.156.35 | true",
                "published | 77.75.156.36 | false"
            })
    void an_address_without_a_slash_is_allowed_itself(String setting, String address, boolean allowed) {
        assertThat(Senders.isAllowed(setting, address)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "published",
                "77.75.156.11",
                "185.71.76.0/27, 77.75.156.11",
                "185.71.76.0/27 2a02:5180::/32\n77.75.156.35",
                "2a02:5180::1",
                "0.0.0.0/0"
            })
    void reads_what_the_bank_publishes(String setting) {
        assertThat(Senders.isReadable(setting)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "мусор",
                "999.1.1.1/32",
                "10.0.0.0/99",
                "10.0.0.0/33",
                "2a02:5180::/129",
                "10.0.0.0/",
                "10.0.0.0/8/8",
                "/8",
                "77.75",
                "1234",
                "dead.beef",
                "bank.example",
                "1:2",
                "77.75.156.11, мусор",
                ","
            })
    void takes_nothing_else_for_a_sender(String setting) {
        assertThat(Senders.isReadable(setting)).isFalse();
        assertThat(Senders.isAllowed(setting, "77.75.156.12")).isFalse();
    }
}
