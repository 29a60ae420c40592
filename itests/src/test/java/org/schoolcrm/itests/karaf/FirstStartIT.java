package org.schoolcrm.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** H3, H6, H7, H15: what an operator meets first, in the archive as it ships. */
@TestMethodOrder(OrderAnnotation.class)
class FirstStartIT {

    private static final Pattern PASSWORD = Pattern.compile("'admin', password (\\S{24})");
    private static final KarafProcess KARAF = new KarafProcess("first-start").writeApart();
    private static final Map<String, String> ARCHIVE = files(KARAF.folder());

    @AfterAll
    static void end() {
        KARAF.close();
    }

    @Test
    @Order(1)
    void wrong_settings_are_named_and_nothing_starts() throws IOException {
        KARAF.set("CRM_PUBLIC_ADDRESS", "school.ru")
                .set("CRM_SMTP_SECURITY", "SSL")
                .set("CRM_FEATURES", "crm-biling");

        assertThat(KARAF.startInVain()).isEqualTo(78);
        assertThat(KARAF.console())
                .contains("etc/org.schoolcrm.runtime.cfg: 'public.address' is 'school.ru'")
                .contains("etc/org.schoolcrm.channel.email.cfg: 'security' is 'SSL'", "NONE, STARTTLS, TLS")
                .contains("There is no feature 'crm-biling'", "crm-billing", "crm-demo")
                .contains("Correct them and start again")
                .doesNotContain("\tat ");
        assertThat(files(KARAF.etc())).containsAllEntriesOf(shippedSettings());
        assertThat(KARAF.data().resolve("crm.mv.db")).doesNotExist();

        KARAF.set("CRM_PUBLIC_ADDRESS", KARAF.home().toString())
                .set("CRM_SMTP_SECURITY", "NONE")
                .set("CRM_FEATURES", "crm-demo");
    }

    @Test
    @Order(2)
    void nobody_ships_with_the_archive() throws IOException {
        for (var file : new String[] {"users.properties", "keys.properties"}) {
            assertThat(Files.readAllLines(KARAF.etc().resolve(file)))
                    .allMatch(line -> line.isBlank() || line.startsWith("#"));
        }
    }

    @Test
    @Order(3)
    void the_first_start_makes_one_administrator_and_shows_the_password_once() throws IOException {
        KARAF.startAsShipped();
        var shown = PASSWORD.matcher(KARAF.console());
        assertThat(shown.find()).isTrue();
        var password = shown.group(1);

        assertThat(KARAF.operator("admin", password).stateOf("rest")).isEqualTo("Active");
        assertThatThrownBy(() -> KARAF.operator("admin", "admin").stateOf("rest"))
                .hasMessageContaining("Authentication failed");
        assertThatThrownBy(() -> KARAF.operator("karaf", "karaf").stateOf("rest"))
                .hasMessageContaining("Authentication failed");
        assertThat(String.join("\n", KARAF.log())).doesNotContain(password);
        assertThat(Files.readString(KARAF.etc().resolve("users.properties")))
                .contains("admin = {CRYPT}")
                .doesNotContain(password);
    }

    @Test
    @Order(4)
    void settings_are_closed_to_others_and_the_machine_is_closed_to_debuggers() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(KARAF.etc())))
                .isEqualTo("rwx------");
        var command = Files.readString(Path.of("/proc", Long.toString(KARAF.pid()), "cmdline"));
        assertThat(command)
                .contains("-XX:+ExitOnOutOfMemoryError")
                .contains("-XX:+DisableAttachMechanism")
                .doesNotContain("jdwp");
    }

    @Test
    @Order(6)
    void who_comes_to_console_and_management_or_is_refused_leaves_a_trace() {
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(Files.readString(KARAF.data().resolve("log/security.log")))
                        .contains("login success username=\"admin\"")
                        .contains("login failure username=\"karaf\"")
                        .doesNotContain(password()));
    }

    /** It can be read-only. */
    @Test
    @Order(5)
    void nothing_is_written_but_to_the_folder_that_is_meant_for_it() {
        assertThat(files(KARAF.folder())).isEqualTo(ARCHIVE);
    }

    @Test
    @Order(7)
    void dropping_a_file_into_a_folder_installs_nothing() throws IOException {
        assertThat(KARAF.folder().resolve("deploy")).doesNotExist();
        assertThat(KARAF.etc().resolve("org.apache.felix.fileinstall-deploy.cfg"))
                .doesNotExist();
        assertThat(KARAF.operator("admin", password()).bundles().keySet())
                .noneMatch(name -> name.matches(".*(webconsole|obr|\\.kar\\.|instance|deployer|decanter|jms).*"));
    }

    /** What the files of a folder contain, by their names. */
    private static Map<String, String> files(Path folder) {
        var found = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                found.put(folder.relativize(file).toString(), HexFormat.of().formatHex(digest));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** But for the file in which Karaf's launcher notes the word that ends it. */
    private static Map<String, String> shippedSettings() {
        var settings = files(KARAF.folder().resolve("etc"));
        settings.remove("config.properties");
        return settings;
    }

    private static String password() {
        var shown = PASSWORD.matcher(KARAF.console());
        assertThat(shown.find()).isTrue();
        return shown.group(1);
    }
}
