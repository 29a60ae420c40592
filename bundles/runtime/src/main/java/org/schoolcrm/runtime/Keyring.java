package org.schoolcrm.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys that seal secrets: the first one seals, every one opens.
 *
 * @param keys by id, in order
 */
public record Keyring(Map<String, SecretKey> keys) {

    private static final int KEY_BYTES = 32;

    public Keyring {
        if (keys.isEmpty()) {
            throw new IllegalStateException("There is no key for secrets: put one line 'name:base64 of 32 bytes' into"
                    + " the environment variable CRM_KEYRING or into the file named by keyring.file in"
                    + " etc/org.schoolcrm.runtime.cfg");
        }
    }

    /**
     * Reads the keys, one {@code name:base64} a line or between commas, from the setting or else from the file.
     *
     * @param create whether a missing file is made, readable by its owner only, with a new key
     */
    public static Keyring load(String setting, String fileName, boolean create) {
        var file = Path.of(fileName);
        try {
            if (setting.isBlank() && create && Files.notExists(file)) {
                write(file);
            }
            return parse(setting.isBlank() && Files.exists(file) ? Files.readString(file) : setting);
        } catch (IOException e) {
            throw new UncheckedIOException("The keyring " + file + " cannot be read", e);
        }
    }

    Map.Entry<String, SecretKey> current() {
        return keys.entrySet().iterator().next();
    }

    @Nullable
    SecretKey key(String id) {
        return keys.get(id);
    }

    /** Names only: the keys themselves never reach a log. */
    @Override
    public String toString() {
        return "Keyring" + keys.keySet();
    }

    private static Keyring parse(String text) {
        var keys = new LinkedHashMap<String, SecretKey>();
        text.lines()
                .flatMap(line -> line.replace(',', '\n').lines())
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(line -> {
                    int colon = line.indexOf(':');
                    var bytes = colon < 1
                            ? new byte[0]
                            : Base64.getDecoder()
                                    .decode(line.substring(colon + 1).strip());
                    if (bytes.length != KEY_BYTES) {
                        throw new IllegalStateException(
                                "A key is 'name:base64 of 32 bytes'; one of the keyring is not");
                    }
                    keys.put(line.substring(0, colon).strip(), new SecretKeySpec(bytes, "AES"));
                });
        return new Keyring(keys);
    }

    private static void write(Path file) throws IOException {
        var key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, "first:" + Base64.getEncoder().encodeToString(key) + "\n");
    }
}
