package org.schoolcrm.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H3: nobody ships with the archive; the first start makes one administrator. */
class FirstAdministratorTest {

    @TempDir
    private Path etc;

    @BeforeEach
    void ship() throws IOException {
        Files.copy(
                Path.of("../../karaf-assembly/src/main/resources/etc/users.properties"),
                etc.resolve("users.properties"));
    }

    @Test
    void the_first_start_makes_one_and_the_second_none() throws IOException {
        var first = new FirstAdministrator(etc).make();

        assertThat(first).hasValueSatisfying(password -> assertThat(password).hasSize(24));
        assertThat(Files.readAllLines(etc.resolve("users.properties")))
                .filteredOn(line -> !line.startsWith("#") && !line.isBlank())
                .singleElement()
                .asString()
                .startsWith("admin = " + first.orElseThrow() + ",admin,");
        assertThat(new FirstAdministrator(etc).make()).isEmpty();
    }

    @Test
    void every_installation_has_another_password() throws IOException {
        var one = new FirstAdministrator(etc).make();
        Files.writeString(etc.resolve("users.properties"), "");

        assertThat(new FirstAdministrator(etc).make()).isPresent().isNotEqualTo(one);
    }

    @Test
    void who_is_there_already_is_left_alone() throws IOException {
        Files.writeString(etc.resolve("users.properties"), "anna = {CRYPT}abc{CRYPT},admin,ssh\n");

        assertThat(new FirstAdministrator(etc).make()).isEmpty();
        assertThat(Files.readString(etc.resolve("users.properties"))).doesNotContain("admin =");
    }
}
