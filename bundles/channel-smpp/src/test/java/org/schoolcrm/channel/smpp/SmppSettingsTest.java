package org.schoolcrm.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;

class SmppSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "host,           ''",
        "host,           'a b'",
        "port,           0",
        "port,           65536",
        "password,       123456789",
        "systemId,       1234567890123456",
        "source,         123456789012345678901",
        "source,         Школа",
        "window,         0",
        "window,         100",
        "partsPerSecond, -1",
        "longMessage,    UDH",
        "alphabet,       GSM8",
        "zone,           Europe/Nowhere",
        "trust,          nonsense",
    })
    void a_setting_that_cannot_be_used_is_named_and_nobody_is_asked(String setting, String value) {
        try (var fixture = new SmppFixture(1).with(setting, value)) {
            assertThat(fixture.channel().problemsOf(fixture.account().settings()))
                    .containsExactly(setting);
            assertThat(fixture.channel().test(fixture.account()).verdict()).isEqualTo(Verdict.SETTINGS_INVALID);
        }
    }

    @Test
    void all_settings_have_a_default_but_those_that_only_the_operator_knows() {
        try (var fixture = new SmppFixture(2775).with("partsPerSecond", "")) {
            var settings = SmppSettings.of(fixture.account());

            assertThat(settings.partsPerSecond()).isEqualTo(10);
            assertThat(settings.window()).isEqualTo(10);
            assertThat(settings.longMessage()).isEqualTo(LongMessage.UDH8);
            assertThat(settings.toString()).doesNotContain("secret12");
        }
    }
}
