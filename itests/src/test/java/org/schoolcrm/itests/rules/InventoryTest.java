package org.schoolcrm.itests.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the build says of an archive that ships something nobody has looked up, run on a small one. */
class InventoryTest {

    private static final Path INVENTORY = Path.of("../karaf-assembly/src/inventory/Inventory.java");

    @TempDir
    private Path folder;

    @Test
    void the_build_warns_of_each_component_that_has_no_row_embedded_ones_included() throws Exception {
        ship("org/example/listed/1.0/listed-1.0.jar", jar(Map.of()));
        ship("com/example/forgotten/2.1/forgotten-2.1.jar", jar(Map.of()));
        ship(
                "org/schoolcrm/pay-page/1.0.0/pay-page-1.0.0.jar",
                jar(Map.of(
                        "lib/hidden-3.0.jar", jar(coordinates("net.example", "hidden", "3.0")),
                        "lib/known.jar", jar(coordinates("org.example", "known", "1.0")))));

        var said = build("forgotten 2.1", "listed 1.0", "pay-page");

        assertThat(said.lines())
                .containsExactlyInAnyOrder(
                        "[WARNING] docs/known-cves.md has no row for com.example:forgotten",
                        "[WARNING] docs/known-cves.md has no row for net.example:hidden, embedded in pay-page");
        assertThat(Files.readString(folder.resolve("assembly/sbom.cdx.json")))
                .contains("pkg:maven/net.example/hidden@3.0", "\"embedded-in\", \"value\": \"pay-page\"");
    }

    @Test
    void a_build_whose_archive_is_not_as_approved_ends() throws Exception {
        ship("org/example/listed/1.0/listed-1.0.jar", jar(Map.of()));

        assertThat(build("listed 1.1"))
                .contains("[ERROR]   + listed 1.0", "[ERROR]   - listed 1.1")
                .endsWith("exit 1");
    }

    /** What it says; its exit code too unless that is nought. */
    private String build(String... approved) throws IOException, InterruptedException {
        var list = Files.write(folder.resolve("bundles.txt"), List.of(approved));
        var table = Files.writeString(folder.resolve("known-cves.md"), "| `org.example` | 1.0 | none known | | |\n");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        INVENTORY.toString(),
                        folder.resolve("assembly").toString(),
                        list.toString(),
                        table.toString(),
                        "false")
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        return code == 0 ? said : said + "exit " + code;
    }

    private void ship(String place, byte[] jar) throws IOException {
        var file = folder.resolve("assembly/system").resolve(place);
        Files.createDirectories(file.getParent());
        Files.createDirectories(folder.resolve("assembly/lib"));
        Files.write(file, jar);
    }

    private static Map<String, byte[]> coordinates(String group, String name, String version) {
        var text = "groupId=%s\nartifactId=%s\nversion=%s\n".formatted(group, name, version);
        return Map.of(
                "META-INF/maven/" + group + "/" + name + "/pom.properties", text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] jar(Map<String, byte[]> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var jar = new ZipOutputStream(bytes)) {
            jar.putNextEntry(new ZipEntry("META-INF/"));
            for (var file : files.entrySet()) {
                jar.putNextEntry(new ZipEntry(file.getKey()));
                jar.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
