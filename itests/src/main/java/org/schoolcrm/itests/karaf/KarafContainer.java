package org.schoolcrm.itests.karaf;

import static org.awaitility.Awaitility.await;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.doNotModifyLogConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Properties;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.PaxExamRuntime;

/**
 * Boots the archive that ships, by Pax Exam, once for all test classes that ask for it, with the demo and without any
 * network repository; the tests look at it from outside.
 */
public final class KarafContainer implements ParameterResolver {

    private static final Path ARCHIVE = Path.of("target/karaf.tar.gz");
    private static final Path FOLDER = Path.of("target/exam");

    /** The running container, as a test sees it. */
    public record Karaf(URI home, Operator operator) {

        public Browser browser() {
            return new Browser(home);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Karaf.class;
    }

    @Override
    public Karaf resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(KarafContainer.class, key -> new Running(), Running.class)
                .karaf;
    }

    private static final class Running implements AutoCloseable {

        private final Karaf karaf;

        Running() {
            int port = KarafProcess.freePort();
            try {
                var system = PaxExamRuntime.createServerSystem(options(port));
                PaxExamRuntime.createContainer(system).start();
                karaf = new Karaf(URI.create("http://localhost:" + port), operator());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(200))
                    .until(this::isOpen);
        }

        /** Not {@code container.stop()}: that would want a bundle of Pax Exam's inside, and the archive has none. */
        @Override
        public void close() {
            karaf.operator().halt();
        }

        private boolean isOpen() throws IOException {
            var log = folder().resolve("data/log/karaf.log");
            return Files.exists(log) && Files.readString(log).contains("The demo school is open");
        }
    }

    private static Option[] options(int port) {
        var home = "http://localhost:" + port;
        return new Option[] {
            karafDistributionConfiguration()
                    .frameworkUrl(ARCHIVE.toAbsolutePath().toUri().toString())
                    .unpackDirectory(FOLDER.toFile())
                    .useDeployFolder(false),
            configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
            doNotModifyLogConfiguration(),
            keepRuntimeFolder(),
            put(
                    "org.apache.karaf.features.cfg",
                    "featuresBoot",
                    "(wrap), (framework, aries-blueprint, bundle, config,"
                            + " eventadmin, feature, jaas, log, management, package, service, shell, system), crm-demo"),
            put("org.ops4j.pax.web.cfg", "org.osgi.service.http.port", Integer.toString(port)),
            put("org.schoolcrm.runtime.cfg", "keyring.create", "true"),
            put("org.schoolcrm.runtime.cfg", "public.address", home),
            put("org.schoolcrm.mail.catcher.cfg", "port", Integer.toString(mail())),
            put("org.schoolcrm.channel.email.cfg", "port", Integer.toString(mail())),
            put("users.properties", "operator", Operator.ROLES),
        };
    }

    private static Option put(String file, String key, String value) {
        return editConfigurationFilePut("etc/" + file, key, value);
    }

    private static int mail() {
        return MailPort.NUMBER;
    }

    /** Pax Exam chooses the management ports itself. */
    private static Operator operator() throws IOException {
        var settings = new Properties();
        try (var reader = Files.newBufferedReader(folder().resolve("etc/org.apache.karaf.management.cfg"))) {
            settings.load(reader);
        }
        return new Operator(
                Integer.parseInt(settings.getProperty("rmiRegistryPort")),
                Integer.parseInt(settings.getProperty("rmiServerPort")));
    }

    private static Path folder() throws IOException {
        try (var folders = Files.list(FOLDER)) {
            return folders.max(Comparator.comparing(folder -> folder.toFile().lastModified()))
                    .orElseThrow();
        }
    }

    private static final class MailPort {

        static final int NUMBER = KarafProcess.freePort();
    }
}
