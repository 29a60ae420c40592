package org.schoolcrm.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A wrong setting is named, with what it takes instead. */
class SettingsCheckTest {

    private static final Path SHIPPED = Path.of("../../karaf-assembly/src/main/resources/etc");

    @TempDir
    private Path etc;

    @Test
    void what_ships_is_right() {
        assertThat(complaints(SHIPPED, Map.of("CRM_KEYRING_CREATE", "true"))).isEmpty();
    }

    @Test
    void without_a_key_for_secrets_it_says_which_variable_to_set() {
        assertThat(complaints(SHIPPED, Map.of())).singleElement().asString().contains("CRM_KEYRING");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "org.schoolcrm.runtime.cfg       | jobs.threads = many               | a whole number from 1 to 64",
                "org.schoolcrm.runtime.cfg       | jobs.threads = 0                  | a whole number from 1 to 64",
                "org.schoolcrm.runtime.cfg       | jobs.threads =                    | is nothing",
                "org.schoolcrm.runtime.cfg       | public.address = crm.school.ru    | https://crm.school.ru",
                "org.schoolcrm.runtime.cfg       | keyring.creat = true              | there is no setting 'keyring.creat'",
                "org.schoolcrm.runtime.cfg       | keyring = first:c2hvcnQ=          | base64 of 32 bytes",
                "org.schoolcrm.channel.email.cfg | security = SSL                    | one of: NONE, STARTTLS, TLS",
                "org.schoolcrm.observability.cfg | address = localhost:8182 | an IP address and a port",
                "org.schoolcrm.observability.cfg | address = 127.0.0.1 | an IP address and a port",
                "org.schoolcrm.observability.cfg | address = 127.0.0.1:99999 | an IP address and a port",
                "org.schoolcrm.http.guard.cfg    | trusted.proxies = proxy.school.ru | IP addresses between commas",
                "org.schoolcrm.http.guard.cfg    | addresses.hooks = hooks/*         | addresses such as /login or /hooks/*",
                "org.schoolcrm.http.guard.cfg    | addresses.login =                 | is nothing",
                "org.schoolcrm.host.demo.cfg     | day = tomorrow                    | a day such as 2026-09-01",
                "org.ops4j.datasource-crm.cfg    | xa = false                        | one of: true",
                "org.ops4j.datasource-crm.cfg    | url = jdbc:h2:tcp://evil/crm      | jdbc:h2:file:",
                "org.ops4j.datasource-crm.cfg    | url = jdbc:h2:file:/crm           | WRITE_DELAY=0",
                "org.ops4j.datasource-crm.cfg    | url = jdbc:h2:file:/crm;WRITE_DELAY=500 | WRITE_DELAY=0",
                "org.schoolcrm.channel.email.cfg | from = Школа                      | Школа <billing@school.ru>",
                "org.ops4j.pax.web.cfg           | org.osgi.service.http.secure.enabled = true | one of: false",
                "org.apache.karaf.jaas.cfg       | encryption.enabled = false        | one of: true",
                "org.ops4j.datasource-crm.cfg    | password = $[secret:db]           | there is no file 'db'",
                "org.schoolcrm.channel.email.cfg | user = $[env:CRM_RELAY_USER]      | nothing is set for 'CRM_RELAY_USER'",
                "org.apache.karaf.shell.cfg      | sshHost = 0.0.0.0                 | one of: 127.0.0.1",
            })
    void a_wrong_value_is_named_with_what_the_setting_takes(String file, String line, String said) throws IOException {
        Files.writeString(etc.resolve(file), line);

        assertThat(complaints(etc, Map.of()))
                .filteredOn(one -> !one.contains("is missing"))
                .singleElement()
                .asString()
                .contains("etc/" + file, said);
    }

    @ParameterizedTest
    @CsvSource({"crm-billing, 1", "'crm-billing, crm-demo', 0"})
    void calls_into_the_own_network_are_for_demos_only(String features, int complaints) throws IOException {
        Files.writeString(etc.resolve("org.apache.karaf.features.cfg"), "featuresBoot = (wrap), " + features);
        Files.writeString(
                etc.resolve("org.schoolcrm.runtime.cfg"),
                "keyring.create = true\noutside.private = $[env:CRM_WEBHOOKS_TO_PRIVATE;default=false]");

        assertThat(complaints(etc, Map.of("CRM_WEBHOOKS_TO_PRIVATE", "true"))).hasSize(complaints);
        assertThat(complaints(etc, Map.of())).isEmpty();
    }

    @Test
    void a_setting_that_limits_depend_on_must_not_be_left_out() throws IOException {
        Files.writeString(etc.resolve("org.schoolcrm.http.guard.cfg"), "addresses.login = /login");

        assertThat(complaints(etc, Map.of()))
                .hasSize(7)
                .allMatch(one -> one.contains("is missing"))
                .noneMatch(one -> one.contains("addresses.login"));
    }

    @Test
    void a_value_from_the_environment_is_named_with_its_origin() throws IOException {
        Files.writeString(
                etc.resolve("org.ops4j.pax.web.cfg"), "org.osgi.service.http.port = $[env:CRM_HTTP_PORT;default=8181]");

        assertThat(complaints(etc, Map.of("CRM_HTTP_PORT", "99999")))
                .singleElement()
                .asString()
                .contains("'99999'", "$[env:CRM_HTTP_PORT");
        assertThat(complaints(etc, Map.of())).isEmpty();
    }

    @Test
    void a_secret_is_never_shown() throws IOException {
        Files.writeString(etc.resolve("org.schoolcrm.runtime.cfg"), "keyring = $[env:CRM_KEYRING;default=]");

        assertThat(complaints(etc, Map.of("CRM_KEYRING", "canary")))
                .singleElement()
                .asString()
                .doesNotContain("canary");
    }

    @Test
    void a_secret_may_come_from_a_file() throws IOException {
        Files.writeString(etc.resolve("keyring"), "first:" + "A".repeat(43) + "=\n");
        Files.writeString(etc.resolve("org.schoolcrm.runtime.cfg"), "keyring = $[secret:keyring]");

        assertThat(complaints(etc, Map.of())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ours")
    void every_setting_that_ships_has_a_rule_and_every_file_explains_itself(Path file) throws IOException {
        var name = file.getFileName().toString();
        var settings = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        }
        var ruled = SettingsCheck.shipped().stream()
                .filter(rule -> rule.file().equals(name))
                .map(Rule::setting)
                .toList();

        assertThat(settings.stringPropertyNames())
                .as("settings of %s without a line in preflight's settings.txt", name)
                .isSubsetOf(ruled);
        assertThat(Files.readAllLines(file).get(0)).startsWith("# ");
    }

    static Stream<Path> ours() throws IOException {
        try (var files = Files.list(SHIPPED)) {
            return files.filter(file -> file.getFileName().toString().startsWith("org.schoolcrm.")).toList().stream();
        }
    }

    private static List<String> complaints(Path etc, Map<String, String> environment) {
        var properties = Map.of("karaf.data", "/data", "karaf.base", "/crm");
        return new SettingsCheck(SettingsCheck.shipped(), etc, new Placeholders(environment, properties, etc))
                .complaints();
    }
}
