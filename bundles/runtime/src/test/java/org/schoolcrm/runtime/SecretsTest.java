package org.schoolcrm.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.schoolcrm.runtime.api.Secrets.Place;

class SecretsTest {

    private static final Place HERE = new Place("merchant_account", "17", "password");
    private static final Place THERE = new Place("merchant_account", "18", "password");
    private static final String OLD = "old:" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final String NEW =
            "new:" + Base64.getEncoder().encodeToString("n".repeat(32).getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path folder;

    private final AesGcmSecrets secrets = secrets(OLD);

    @Test
    void opens_what_it_sealed() {
        assertThat(secrets.open(secrets.seal("пароль", HERE), HERE)).isEqualTo("пароль");
    }

    @Test
    void never_seals_the_same_way_twice_and_shows_nothing_of_the_secret() {
        assertThat(secrets.seal("hunter2", HERE))
                .isNotEqualTo(secrets.seal("hunter2", HERE))
                .doesNotContain("hunter2");
    }

    @Test
    void refuses_a_secret_that_was_moved_to_another_place() {
        var sealed = secrets.seal("hunter2", HERE);

        assertThatIllegalStateException().isThrownBy(() -> secrets.open(sealed, THERE));
    }

    @Test
    void refuses_a_secret_with_any_bit_turned() {
        var sealed = secrets.seal("hunter2", HERE);
        int dot = sealed.lastIndexOf('.');
        var bytes = Base64.getUrlDecoder().decode(sealed.substring(dot + 1));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            var turned = bytes.clone();
            turned[bit / 8] ^= (byte) (1 << bit % 8);
            var forged = sealed.substring(0, dot + 1)
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(turned);

            assertThatIllegalStateException().isThrownBy(() -> secrets.open(forged, HERE));
        }
    }

    @Test
    void refuses_a_secret_that_was_cut_off_anywhere() {
        var sealed = secrets.seal("hunter2", HERE);
        for (int length = 0; length < sealed.length(); length++) {
            var cut = sealed.substring(0, length);

            assertThatIllegalStateException().isThrownBy(() -> secrets.open(cut, HERE));
        }
    }

    @Test
    void opens_old_secrets_after_a_new_key_came_first() {
        var rotated = secrets(NEW + "," + OLD);

        assertThat(rotated.open(secrets.seal("hunter2", HERE), HERE)).isEqualTo("hunter2");
        assertThat(rotated.seal("hunter2", HERE)).startsWith("1.new.");
        assertThatIllegalStateException().isThrownBy(() -> secrets.open(rotated.seal("x", HERE), HERE));
    }

    @Test
    void says_what_to_do_when_there_is_no_key() {
        var missing = folder.resolve("nothing").toString();

        assertThatIllegalStateException()
                .isThrownBy(() -> Keyring.load("", missing, false))
                .withMessageContaining("CRM_KEYRING");
        assertThatIllegalStateException()
                .isThrownBy(() -> Keyring.load("short:AAAA", missing, false))
                .withMessageContaining("32 bytes");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no POSIX permissions to look at")
    void makes_a_key_of_its_own_only_when_told_to_and_keeps_it_private() throws IOException {
        var file = folder.resolve("data").resolve("keyring");

        var made = Keyring.load("", file.toString(), true);
        var read = Keyring.load("", file.toString(), false);

        assertThat(read.keys()).isEqualTo(made.keys());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(made.toString()).doesNotContain(Files.readString(file).substring(6, 20));
    }

    private static AesGcmSecrets secrets(String keys) {
        return new AesGcmSecrets(Keyring.load(keys, "unused", false));
    }
}
