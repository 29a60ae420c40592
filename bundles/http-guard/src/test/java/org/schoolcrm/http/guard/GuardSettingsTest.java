package org.schoolcrm.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardSettingsTest {

    @Test
    void nobody_is_believed_and_everything_is_limited_unless_the_file_says_otherwise() {
        var settings = GuardSettings.of(Map.of());

        assertThat(settings.proxies()).isEmpty();
        assertThat(settings.perMinute().values()).allMatch(often -> often > 0);
        assertThat(settings.kilobytes().values()).allMatch(size -> size > 0);
        assertThat(settings.failures()).isEqualTo(10);
    }

    @Test
    void the_file_says_otherwise() {
        var settings = GuardSettings.of(Map.of(
                "trusted.proxies", "10.0.0.1, 10.0.0.2",
                "login.window.seconds", "5",
                "body.kb.hooks", "128",
                "requests.per.minute.api", "0"));

        assertThat(settings.proxies()).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(settings.window()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.bytes(Kind.HOOKS)).isEqualTo(128 * 1024);
        assertThat(settings.perMinute()).containsEntry(Kind.API, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "/login,                       LOGIN",
        "/hooks/tbank/abc,             HOOKS",
        "/i/AAAAAAAAAAAAAAAAAAAAAA,    PAY",
        "/crm/api/v1/invoices,         API",
        "/crm/demo/imports/customers,  UPLOAD",
        "/,                            OTHER",
    })
    void an_address_has_one_kind(String path, Kind kind) {
        assertThat(Kind.of(path)).isEqualTo(kind);
    }
}
