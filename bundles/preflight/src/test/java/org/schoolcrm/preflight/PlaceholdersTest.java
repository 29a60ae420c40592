package org.schoolcrm.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {

    private static final Path RUNTIME =
            Path.of("../../karaf-assembly/src/main/resources/etc/org.schoolcrm.runtime.cfg");

    @ParameterizedTest
    @CsvSource({
        "'',   '',                    http://localhost:8181",
        "9191, '',                    http://localhost:9191",
        "9191, https://pay.school.ru, https://pay.school.ru",
    })
    void the_public_address_follows_the_port_unless_it_is_set(String port, String address, String expected)
            throws IOException {
        var environment = address.isEmpty()
                ? Map.of("CRM_HTTP_PORT", port)
                : Map.of("CRM_HTTP_PORT", port, "CRM_PUBLIC_ADDRESS", address);
        var settings = new Properties();
        try (var reader = Files.newBufferedReader(RUNTIME)) {
            settings.load(reader);
        }

        assertThat(new Placeholders(environment, Map.of(), Path.of("."))
                        .resolve(settings.getProperty("public.address")))
                .isEqualTo(expected);
    }
}
