package org.schoolcrm.itests.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples that ship with the archive can be used as they are. */
class ExamplesTest {

    private static final Path UNIT = Path.of("../karaf-assembly/src/main/resources/examples/crm.service");

    @TempDir
    private Path folder;

    /** Everything but the path of the archive, which is not unpacked to /opt here. */
    @Test
    void systemd_finds_nothing_wrong_with_the_unit() throws IOException, InterruptedException {
        assumeTrue(isInstalled("systemd-analyze"), "systemd is not installed");
        var unit = folder.resolve("crm.service");
        var text = Files.readString(UNIT);
        assertThat(text).contains("ExecStart=/opt/crm/bin/karaf server");
        Files.writeString(unit, text.replace("/opt/crm/bin/karaf server", "/bin/true"));

        var analysis = new ProcessBuilder("systemd-analyze", "verify", unit.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(analysis.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(analysis.waitFor()).as(said).isZero();
        assertThat(said).isEmpty();
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }
}
