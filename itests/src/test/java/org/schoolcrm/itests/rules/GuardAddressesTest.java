package org.schoolcrm.itests.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guard in front of all servlets knows none of them: which addresses are of which kind is a setting. */
class GuardAddressesTest {

    private static final Path BUNDLES = Path.of("../bundles");
    private static final Pattern SERVLET =
            Pattern.compile("servlet\\.pattern\".*?(?=</service-properties>)", Pattern.DOTALL);
    private static final Pattern ADDRESS = Pattern.compile("(?:value=\"|<value>)(/[a-z][^\"<*]*)");
    /** While the bundle of these is away, there is nobody to show a page to. */
    private static final Pattern OF_THE_CRM =
            Pattern.compile("/login|/logout(/everywhere)?|/ui/x|/crm/demo|/demo/events");

    private static final Pattern PATH_IN_QUOTES = Pattern.compile("\"/[a-z]");

    @Test
    void http_guard_names_no_address_of_another_bundle() throws IOException {
        var addresses = addresses();

        assertThat(addresses)
                .as("addresses of other bundles")
                .contains("/login", "/hooks", "/i", "/crm/api/v1", "/crm/demo");
        for (var source : texts(BUNDLES.resolve("http-guard/src/main"), "").toList()) {
            assertThat(addresses)
                    .noneMatch(address -> Pattern.compile("(?<![\\w/.>*])" + Pattern.quote(address) + "(?!\\w)")
                            .matcher(source)
                            .find());
            assertThat(source).doesNotContainPattern(PATH_IN_QUOTES);
        }
    }

    @Test
    void the_addresses_of_every_bundle_but_the_crms_own_are_parts_that_may_be_away() throws IOException {
        var settings = new Properties();
        try (var reader = Files.newBufferedReader(
                Path.of("../karaf-assembly/src/main/resources/etc/org.schoolcrm.http.guard.cfg"))) {
            settings.load(reader);
        }
        var parts = Set.of(settings.getProperty("addresses.parts").split(", "));

        assertThat(addresses())
                .filteredOn(address -> !OF_THE_CRM.matcher(address).matches())
                .contains("/i", "/sandbox-bank")
                .isSubsetOf(parts);
    }

    /** Where other bundles ask the container to be found. */
    private static Set<String> addresses() throws IOException {
        var plans = texts(BUNDLES, "/src/main/resources/OSGI-INF/blueprint/").toList();
        var servlets =
                plans.stream().flatMap(plan -> SERVLET.matcher(plan).results().map(found -> found.group()));
        return servlets.flatMap(part -> ADDRESS.matcher(part).results())
                .map(found -> found.group(1).replaceAll("/$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> texts(Path folder, String under) throws IOException {
        try (var files = Files.walk(folder)) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file -> file.toString().replace('\\', '/').contains(under))
                    .map(GuardAddressesTest::text)
                    .toList()
                    .stream();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
