package org.schoolcrm.itests.karaf;

import static org.awaitility.Awaitility.await;
import static org.ops4j.pax.exam.CoreOptions.options;
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
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.options.extra.EnvironmentOption;
import org.ops4j.pax.exam.spi.PaxExamRuntime;

/**
 * Boots the archive that ships, by Pax Exam, once for all test classes that ask for it, with the demo and without any
 * network repository; the tests look at it from outside.
 */
public final class ExamContainer implements ParameterResolver {

    private static final Path ARCHIVE = Path.of("target/karaf.tar.gz");
    private static final Path FOLDER = Path.of("target/exam");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** The running container, as a test sees it. */
    public record Exam(URI home, URI management, Operator operator) {

        public Browser browser() {
            return new Browser(home);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Exam.class;
    }

    @Override
    public Exam resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(ExamContainer.class, key -> new Running(), Running.class)
                .exam;
    }

    private static final class Running implements AutoCloseable {

        private final Exam exam;

        Running() {
            var port = KarafProcess.freePort();
            var home = URI.create("http://localhost:" + port);
            var management = URI.create("http://127.0.0.1:" + KarafProcess.freePort());
            try {
                PaxExamRuntime.createContainer(PaxExamRuntime.createServerSystem(archive(home, management)))
                        .start();
                exam = new Exam(home, management, operator());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            try {
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> log().contains("The demo school is open"));
            } catch (ConditionTimeoutException e) {
                close();
                throw new AssertionError("The demo school does not open. The log ends with:\n" + endOfLog(), e);
            }
        }

        /** Not {@code container.stop()}: that would want a bundle of Pax Exam's inside, and the archive has none. */
        @Override
        public void close() {
            exam.operator().halt();
        }
    }

    /** Set up by the environment, as operators do. */
    private static Option[] archive(URI home, URI management) {
        var mail = Integer.toString(KarafProcess.freePort());
        return options(
                karafDistributionConfiguration()
                        .frameworkUrl(ARCHIVE.toAbsolutePath().toUri().toString())
                        .unpackDirectory(FOLDER.toFile())
                        .useDeployFolder(false),
                configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
                doNotModifyLogConfiguration(),
                keepRuntimeFolder(),
                new EnvironmentOption("CRM_FEATURES=crm-demo"),
                new EnvironmentOption("CRM_HTTP_PORT=" + home.getPort()),
                new EnvironmentOption("CRM_PUBLIC_ADDRESS=" + home),
                new EnvironmentOption("CRM_KEYRING_CREATE=true"),
                new EnvironmentOption("CRM_MANAGEMENT_ADDRESS=" + management.getAuthority()),
                new EnvironmentOption("CRM_MAIL_CATCHER_PORT=" + mail),
                new EnvironmentOption("CRM_SMTP_PORT=" + mail),
                new EnvironmentOption("CRM_MESSAGE_CATCHER_PORT=" + KarafProcess.freePort()),
                editConfigurationFilePut("etc/users.properties", "operator", Operator.ROLES));
    }

    /** Pax Exam chooses the management ports itself. */
    private static Operator operator() throws IOException {
        var settings = new Properties();
        try (var reader = Files.newBufferedReader(folder().resolve("etc/org.apache.karaf.management.cfg"))) {
            settings.load(reader);
        }
        return new Operator(
                Integer.parseInt(settings.getProperty("rmiRegistryPort")),
                Integer.parseInt(settings.getProperty("rmiServerPort")),
                "operator",
                Operator.PASSWORD);
    }

    private static String endOfLog() {
        var lines = log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 200), lines.size()));
    }

    private static String log() {
        try {
            var file = folder().resolve("data/log/karaf.log");
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() throws IOException {
        try (var folders = Files.list(FOLDER)) {
            return folders.max(Comparator.comparing(folder -> folder.toFile().lastModified()))
                    .orElseThrow();
        }
    }
}
