import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/**
 * Takes stock of what the assembly really ships: writes the bill of materials (CycloneDX) into it, compares the bundles
 * with the approved list, and warns of components that nobody has looked up among the known vulnerabilities.
 * Run by the build with: folder of the assembly, approved list, table of vulnerabilities, whether to approve.
 */
public class Inventory {

    private static final String OURS = "org.schoolcrm";

    record Component(String group, String name, String version, String sha256, String within) {

        String purl() {
            return "pkg:maven/" + group + "/" + name + "@" + version;
        }

        /** Our own bundles have the version of the build, so the list names none. */
        String line() {
            return group.startsWith(OURS) ? name : name + " " + version;
        }
    }

    public static void main(String... arguments) throws Exception {
        var assembly = Path.of(arguments[0]);
        var approved = Path.of(arguments[1]);
        var vulnerabilities = Path.of(arguments[2]);
        boolean approve = Boolean.parseBoolean(arguments[3]);

        var components = components(assembly);
        Files.writeString(assembly.resolve("sbom.cdx.json"), bill(components));

        var found = components.stream()
                .filter(one -> one.within().isEmpty())
                .map(Component::line)
                .collect(Collectors.toCollection(TreeSet::new));
        if (approve) {
            Files.write(approved, found);
        }
        compare(new TreeSet<>(Files.readAllLines(approved)), found);
        warn(components, Files.readString(vulnerabilities));
    }

    private static void compare(Set<String> approved, Set<String> found) {
        var added = new TreeSet<>(found);
        added.removeAll(approved);
        var gone = new TreeSet<>(approved);
        gone.removeAll(found);
        if (!added.isEmpty() || !gone.isEmpty()) {
            System.err.println("[ERROR] The assembly ships something else than karaf-assembly/bundles.txt says.");
            added.forEach(one -> System.err.println("[ERROR]   + " + one));
            gone.forEach(one -> System.err.println("[ERROR]   - " + one));
            System.err.println(
                    "[ERROR] If that is meant: mvn package -DskipTests -Dapprove=true, and commit the list.");
            System.exit(1);
        }
    }

    private static void warn(List<Component> components, String table) {
        components.stream()
                .filter(one -> !one.group().startsWith(OURS))
                .filter(one -> !looked(one, table))
                .map(one -> "[WARNING] docs/known-cves.md has no row for " + one.group() + ":" + one.name()
                        + (one.within().isEmpty() ? "" : ", embedded in " + one.within()))
                .distinct()
                .forEach(System.out::println);
    }

    /** A row names an artifact, a group, or the beginning of one that is maintained together. */
    private static boolean looked(Component one, String table) {
        var group = one.group();
        while (!group.isEmpty()) {
            if (table.contains("`" + group + "`")) {
                return true;
            }
            group = group.contains(".") ? group.substring(0, group.lastIndexOf('.')) : "";
        }
        return table.contains("`" + one.name() + "`");
    }

    private static List<Component> components(Path assembly) throws IOException, GeneralSecurityException {
        var found = new ArrayList<Component>();
        for (var folder : List.of("system", "lib")) {
            var root = assembly.resolve(folder);
            try (var files = Files.walk(root)) {
                for (var jar : files.filter(file -> file.toString().endsWith(".jar"))
                        .sorted()
                        .toList()) {
                    var bytes = Files.readAllBytes(jar);
                    var outer = folder.equals("system")
                            ? inRepository(root.relativize(jar), bytes)
                            : inside(bytes, jar, "org.apache.karaf");
                    found.add(outer);
                    if (outer.group().startsWith(OURS)) {
                        found.addAll(embedded(outer, bytes));
                    }
                }
            }
        }
        return found;
    }

    private static Component inRepository(Path file, byte[] bytes) throws GeneralSecurityException {
        int names = file.getNameCount();
        var group = file.subpath(0, names - 3).toString().replace('/', '.').replace('\\', '.');
        return new Component(
                group,
                file.getName(names - 3).toString(),
                file.getName(names - 2).toString(),
                hash(bytes),
                "");
    }

    /** A jar names itself by its coordinates, else by its manifest, else by its file; the last resort has a group too. */
    private static Component inside(byte[] bytes, Path jar, String group) throws IOException, GeneralSecurityException {
        var fileName = jar.getFileName().toString().replace(".jar", "");
        int dash = fileName.lastIndexOf('-');
        boolean numbered = dash >= 0 && fileName.substring(dash + 1).matches("\\d.*");
        var name = numbered ? fileName.substring(0, dash) : fileName;
        var known = coordinates(bytes, name);
        var manifest = manifest(bytes);
        var symbolic = Objects.requireNonNullElse(manifest.getValue("Bundle-SymbolicName"), "")
                .split(";", 2)[0];
        int last = symbolic.lastIndexOf('.');
        return new Component(
                known.getProperty("groupId", last > 0 ? symbolic.substring(0, last) : group),
                known.getProperty("artifactId", name),
                known.getProperty(
                        "version",
                        numbered
                                ? fileName.substring(dash + 1)
                                : Objects.requireNonNullElse(manifest.getValue("Bundle-Version"), "")),
                hash(bytes),
                "");
    }

    /** Libraries that a bundle of ours carries inside itself. */
    private static List<Component> embedded(Component outer, byte[] bundle)
            throws IOException, GeneralSecurityException {
        var found = new ArrayList<Component>();
        try (var jar = new JarInputStream(new ByteArrayInputStream(bundle))) {
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                if (entry.getName().endsWith(".jar")) {
                    var bytes = jar.readAllBytes();
                    var inner = inside(bytes, Path.of(entry.getName()), "unknown");
                    found.add(
                            new Component(inner.group(), inner.name(), inner.version(), inner.sha256(), outer.name()));
                }
            }
        }
        return found;
    }

    /** A jar may hold those of what was packed into it too; its own are those of its name. */
    private static Properties coordinates(byte[] bytes, String name) throws IOException {
        var found = new Properties();
        try (var jar = new JarInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                if (entry.getName().matches("META-INF/maven/.*/pom\\.properties")) {
                    var one = new Properties();
                    one.load(jar);
                    if (name.equals(one.getProperty("artifactId"))) {
                        return one;
                    }
                }
            }
        }
        return found;
    }

    private static Attributes manifest(byte[] bytes) throws IOException {
        try (var jar = new JarInputStream(new ByteArrayInputStream(bytes))) {
            return jar.getManifest() == null
                    ? new Attributes()
                    : jar.getManifest().getMainAttributes();
        }
    }

    private static String hash(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static String bill(List<Component> components) {
        var entries = components.stream().map(Inventory::entry).collect(Collectors.joining(",\n"));
        return """
                {
                  "bomFormat": "CycloneDX",
                  "specVersion": "1.5",
                  "version": 1,
                  "metadata": {
                    "component": { "type": "application", "group": "org.schoolcrm", "name": "karaf-assembly" }
                  },
                  "components": [
                %s
                  ]
                }
                """.formatted(entries);
    }

    private static String entry(Component one) {
        var where = one.within().isEmpty()
                ? ""
                : ", \"properties\": [{ \"name\": \"embedded-in\", \"value\": \"" + one.within() + "\" }]";
        return ("    { \"type\": \"library\", \"bom-ref\": \"%s%s\", \"group\": \"%s\", \"name\": \"%s\","
                        + " \"version\": \"%s\", \"purl\": \"%s\","
                        + " \"hashes\": [{ \"alg\": \"SHA-256\", \"content\": \"%s\" }]%s }")
                .formatted(
                        one.purl(),
                        one.within().isEmpty() ? "" : "#" + one.within(),
                        one.group(),
                        one.name(),
                        one.version(),
                        one.purl(),
                        one.sha256(),
                        where);
    }
}
