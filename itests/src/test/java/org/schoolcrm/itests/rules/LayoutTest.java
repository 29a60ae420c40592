package org.schoolcrm.itests.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tree shows the architecture, and the README tells the truth about it. */
class LayoutTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> TOP = Set.of(
            "bundles",
            "docs",
            "features",
            "itests",
            "karaf-assembly",
            "pom.xml",
            "README.md",
            "LICENSE",
            "CHANGELOG.md",
            "CONTRIBUTING.md");

    /** Hands out interfaces that are not ours (ADR 0008). */
    private static final String OTHERS_INTERFACES = "javax-persistence";

    /** Not installed; each bundle that uses one carries a copy (ADR 0201). */
    private static final Set<String> LIBRARIES =
            Set.of("acquiring-kit", "channel-kit", "event-stream", "host-importer", "http-edge", "provider-kit");

    /** A row names a bundle, or several of a kind. */
    private static final Pattern TABLE_ROW = Pattern.compile("^\\| (`[a-z-]+`(?:, `[a-z-]+`)*) \\|", Pattern.MULTILINE);

    private static final int BLUEPRINT_LINES = 60;
    private static final int BLUEPRINT_WIDTH = 120;

    @Test
    void nothing_stands_at_the_top_that_does_not_belong_there() throws IOException {
        assertThat(names(ROOT))
                .filteredOn(name -> !name.startsWith(".") && !name.equals("target"))
                .allMatch(TOP::contains);
    }

    @Test
    void the_readme_lists_exactly_the_bundles_that_exist() throws IOException {
        var listed = TABLE_ROW
                .matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .flatMap(row -> Stream.of(row.group(1).replace("`", "").split(", ")))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(listed).isEqualTo(new TreeSet<>(bundles().toList()));
    }

    @Test
    void the_readme_is_short() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThanOrEqualTo(150);
        assertThat(Files.readAllLines(ROOT.resolve("CONTRIBUTING.md"))).hasSizeLessThanOrEqualTo(60);
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void a_bundle_has_one_name(String bundle) throws IOException {
        var words = bundle.replace('-', '.');
        var manifest = manifest(bundle);

        assertThat(manifest.getValue("Bundle-SymbolicName")).isEqualTo("org.schoolcrm." + words);
        assertThat(packagesOf(bundle)).allMatch(name -> isUnder(name, words) || bundle.equals(OTHERS_INTERFACES));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void only_contracts_export_anything(String bundle) throws IOException {
        boolean contract = bundle.endsWith("-api") || bundle.equals("money") || bundle.equals("problem");
        boolean exports = contract || bundle.equals(OTHERS_INTERFACES);

        assertThat(manifest(bundle).getValue("Export-Package") != null).isEqualTo(exports);
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void a_bundle_that_uses_a_library_carries_it_and_imports_nothing_of_it(String bundle) throws IOException {
        var manifest = manifest(bundle);
        var pom = Files.readString(ROOT.resolve("bundles/" + bundle + "/pom.xml"));
        for (var library : LIBRARIES) {
            var name = "org.schoolcrm." + library.replace('-', '.');
            boolean uses = pom.contains("<artifactId>" + library + "</artifactId>");

            assertThat(lists(manifest, "Private-Package", name)).isEqualTo(uses);
            assertThat(lists(manifest, "Import-Package", name)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void blueprint_files_carry_the_name_of_their_bundle_and_are_readable(String bundle) throws IOException {
        var folder = ROOT.resolve("bundles/" + bundle + "/src/main/resources/OSGI-INF/blueprint");
        if (Files.isDirectory(folder)) {
            assertThat(names(folder))
                    .contains(bundle + ".xml")
                    .allMatch(name -> name.equals(bundle + ".xml") || name.startsWith(bundle + "-"));
            for (var name : names(folder)) {
                assertThat(Files.readAllLines(folder.resolve(name)))
                        .as(name)
                        .hasSizeLessThanOrEqualTo(BLUEPRINT_LINES)
                        .allMatch(line -> line.length() <= BLUEPRINT_WIDTH);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void a_blueprint_file_can_be_read_at_a_glance(String bundle) throws IOException {
        var folder = ROOT.resolve("bundles/" + bundle + "/src/main/resources/OSGI-INF/blueprint");
        if (Files.isDirectory(folder)) {
            for (var name : names(folder)) {
                assertThat(Files.readAllLines(folder.resolve(name)))
                        .as(name)
                        .hasSizeLessThanOrEqualTo(60)
                        .allMatch(line -> line.length() <= 120);
            }
        }
    }

    static Stream<String> bundles() throws IOException {
        try (var entries = Files.list(ROOT.resolve("bundles"))) {
            return entries
                    .filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> Files.exists(ROOT.resolve("bundles/" + name + "/pom.xml")))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    /** An api bundle holds the packages beside it too: {@code billing-api} has {@code billing.api} and {@code billing.spi}. */
    private static boolean isUnder(String name, String words) {
        var root = words.endsWith(".api") ? words.substring(0, words.length() - 4) : words;
        return name.startsWith("org.schoolcrm." + root);
    }

    private static boolean lists(Attributes manifest, String header, String name) {
        return Pattern.compile(Pattern.quote(name) + "(?![\\w.])")
                .matcher(Objects.requireNonNullElse(manifest.getValue(header), ""))
                .find();
    }

    private static Attributes manifest(String bundle) throws IOException {
        var jar = ROOT.resolve("bundles/" + bundle + "/target/classes/META-INF/MANIFEST.MF");
        try (var stream = Files.newInputStream(jar)) {
            return new Manifest(stream).getMainAttributes();
        }
    }

    private static Set<String> packagesOf(String bundle) throws IOException {
        var sources = ROOT.resolve("bundles/" + bundle + "/src/main/java");
        if (!Files.isDirectory(sources)) {
            return Set.of();
        }
        try (var files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> sources.relativize(file.getParent())
                            .toString()
                            .replace('/', '.')
                            .replace('\\', '.'))
                    .collect(Collectors.toSet());
        }
    }

    private static Set<String> names(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
