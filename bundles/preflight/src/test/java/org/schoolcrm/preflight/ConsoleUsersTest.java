package org.schoolcrm.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody comes to the console with a password that is quickly guessed. */
class ConsoleUsersTest {

    @TempDir
    private Path etc;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bob = bob,admin                       | 1",
                "bob = elevenchars,admin               | 1",
                "bob = twelve chars,admin              | 0",
                "bob = {CRYPT}$2a$10$abcdef{CRYPT},admin | 0",
                "_g_\\:admins = group,admin            | 0",
                "# bob = bob,admin                     | 0",
            })
    void short_passwords_are_refused_and_never_shown(String line, int complaints) throws IOException {
        Files.writeString(etc.resolve("users.properties"), line);

        assertThat(new ConsoleUsers(etc.resolve("users.properties")).complaints())
                .hasSize(complaints)
                .noneMatch(one -> one.contains("elevenchars"))
                .allMatch(one -> one.contains("'bob'"));
    }

    @Test
    void without_the_file_there_is_nobody() {
        assertThat(new ConsoleUsers(etc.resolve("users.properties")).complaints())
                .isEmpty();
    }
}
