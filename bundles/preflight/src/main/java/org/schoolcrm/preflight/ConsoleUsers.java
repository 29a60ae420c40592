package org.schoolcrm.preflight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** Who may use console and management: nobody whose password is quickly guessed (H3). */
final class ConsoleUsers {

    private static final String HASHED = "{CRYPT}";
    private static final int SHORTEST = 12;

    private final Path users;

    ConsoleUsers(Path users) {
        this.users = users;
    }

    /** One line for each user with a password in clear that is too short; it is not shown. */
    List<String> complaints() {
        if (!Files.exists(users)) {
            return List.of();
        }
        var lines = new Properties();
        try (var reader = Files.newBufferedReader(users)) {
            lines.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines.stringPropertyNames().stream()
                .filter(user -> !user.startsWith("_g_"))
                .filter(user -> isWeak(lines.getProperty(user).split(",", 2)[0].strip()))
                .sorted()
                .map(user -> "etc/users.properties: the password of '%s' is shorter than %d characters."
                        .formatted(user, SHORTEST))
                .toList();
    }

    private static boolean isWeak(String password) {
        return !password.startsWith(HASHED) && password.length() < SHORTEST;
    }
}
