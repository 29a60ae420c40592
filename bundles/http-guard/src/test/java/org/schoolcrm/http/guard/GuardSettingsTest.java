package org.schoolcrm.http.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardSettingsTest {

    private static final Path SHIPPED =
            Path.of("../../karaf-assembly/src/main/resources/etc", GuardSettings.PID + ".cfg");

    @Test
    void nobody_is_believed_and_everything_is_limited_unless_the_file_says_otherwise() {
        var settings = GuardSettings.of(Map.of());

        assertThat(settings.proxies()).isEmpty();
        assertThat(settings.perMinute().values()).allMatch(often -> often > 0);
        assertThat(settings.kilobytes())
                .allSatisfy((kind, size) -> assertThat(size > 0).isEqualTo(kind != Kind.EVENTS));
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
    @CsvSource({"body.kb.api, lots", "connections.max, -1", "login.failures, 99999999999"})
    void what_is_no_number_is_named(String setting, String value) {
        assertThatThrownBy(() -> GuardSettings.of(Map.of(setting, value)))
                .hasMessage("'%s' is '%s', but takes a whole number", setting, value);
    }

    @ParameterizedTest
    @CsvSource({
        "/login,                       LOGIN",
        "/hooks/tbank/abc,             HOOKS",
        "/i/AAAAAAAAAAAAAAAAAAAAAA,    PAY",
        "/sandbox-bank/0123,           BANK",
        "/crm/api/v1/invoices,         API",
        "/crm/events,                  EVENTS",
        "/demo/events,                 EVENTS",
        "/crm/demo/imports/customers,  UPLOAD",
        "/,                            OTHER",
    })
    void an_address_has_one_kind(String path, Kind kind) throws IOException {
        assertThat(shipped().kindOf(path)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "/login,                       true",
        "/login/,                      false",
        "/loginx,                      false",
        "/hooks,                       false",
        "/hooks/,                      true",
        "/crm/import,                  true",
        "/crm//import,                 true",
        "/crm/imp.ort,                 true",
        "/crmx/import,                 false",
    })
    void a_star_stands_for_anything_and_nothing_else_does(String path, boolean special) throws IOException {
        assertThat(shipped().kindOf(path) != Kind.OTHER).isEqualTo(special);
    }

    @Test
    void the_parts_that_come_and_go_are_listed() throws IOException {
        assertThat(shipped().parts())
                .containsExactly(
                        "/crm/api/v1",
                        "/crm/events",
                        "/hooks",
                        "/i",
                        "/u",
                        "/sandbox-bank",
                        "/demo/mail",
                        "/caught-messages",
                        "/health",
                        "/metrics");
    }

    @Test
    void without_addresses_every_address_has_the_limits_of_a_page() {
        assertThat(GuardSettings.of(Map.of()).kindOf("/anything")).isEqualTo(Kind.OTHER);
    }

    private static GuardSettings shipped() throws IOException {
        var file = new Properties();
        try (var reader = Files.newBufferedReader(SHIPPED)) {
            file.load(reader);
        }
        var text = new HashMap<String, String>();
        file.forEach((key, value) -> text.put(String.valueOf(key), withDefault(String.valueOf(value))));
        return GuardSettings.of(text);
    }

    private static String withDefault(String value) {
        return value.replaceAll("\\$\\[env:[^;]+;default=([^\\]]*)\\]", "$1");
    }
}
