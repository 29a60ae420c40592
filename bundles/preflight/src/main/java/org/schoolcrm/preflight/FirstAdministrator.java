package org.schoolcrm.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** Makes the one user of console and management when there is none (H3); Karaf itself hashes the password at once. */
final class FirstAdministrator {

    private static final String ROLES = "admin,manager,viewer,systembundles,ssh";

    private final Path users;

    FirstAdministrator(Path etc) {
        this.users = etc.resolve("users.properties");
    }

    /** The password of a user made just now, nothing when there was one already. */
    Optional<String> make() throws IOException {
        if (Files.exists(users) && hasUser()) {
            return Optional.empty();
        }
        var bytes = new byte[18];
        new SecureRandom().nextBytes(bytes);
        var password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Files.writeString(
                users,
                "\nadmin = " + password + "," + ROLES + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        return Optional.of(password);
    }

    /** Settings and secrets are nobody else's business (H7); where files have no owners there is nothing to do. */
    static void closeToOthers(Path etc) throws IOException {
        if (Files.getFileAttributeView(etc, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(etc, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private boolean hasUser() throws IOException {
        try (var lines = Files.lines(users)) {
            return lines.map(String::strip).anyMatch(line -> line.matches("[^#_\\s][^=]*=.*"));
        }
    }
}
