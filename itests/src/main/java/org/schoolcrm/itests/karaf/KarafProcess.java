package org.schoolcrm.itests.karaf;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The archive that ships, unpacked into a folder of its own and run as a process of its own, which can be stopped,
 * killed and started again on the same data.
 */
public final class KarafProcess implements AutoCloseable {

    private static final Path ARCHIVE = Path.of("target/karaf.tar.gz");
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Path folder;
    private Path own;
    private final int port = freePort();
    private final int management = freePort();
    private final int rmiRegistry = freePort();
    private final int rmiServer = freePort();
    private final Map<String, String> environment = new HashMap<>();
    private Process process;
    private boolean frozen;

    public KarafProcess(String name) {
        this.folder = Path.of("target/karaf", name).toAbsolutePath();
        this.own = folder;
        unpack();
        set("CRM_FEATURES", "crm-demo");
        set("CRM_HTTP_PORT", Integer.toString(port));
        set("CRM_KEYRING_CREATE", "true");
        var mail = Integer.toString(freePort());
        set("CRM_MAIL_CATCHER_PORT", mail);
        set("CRM_SMTP_PORT", mail);
        set("CRM_MESSAGE_CATCHER_PORT", Integer.toString(freePort()));
        set("CRM_PUBLIC_ADDRESS", home().toString());
        set("CRM_MANAGEMENT_ADDRESS", "127.0.0.1:" + management);
        set("CRM_RMI_REGISTRY_PORT", Integer.toString(rmiRegistry));
        set("CRM_RMI_SERVER_PORT", Integer.toString(rmiServer));
        set("CRM_SSH_PORT", Integer.toString(freePort()));
        set("JAVA_HOME", System.getProperty("java.home"));
        set("KARAF_EXEC", "exec");
    }

    public KarafProcess set(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** From now on it writes to a folder of its own and nothing to the archive's. */
    public KarafProcess writeApart() {
        own = folder.resolveSibling(folder.getFileName() + "-own");
        try {
            delete(own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return set("CRM_FOLDER", own.toString());
    }

    /** Puts a file into its {@code etc}, as an operator would. */
    public KarafProcess configure(String file, String content) {
        try {
            Files.createDirectories(etc());
            Files.writeString(etc().resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public URI home() {
        return URI.create("http://localhost:" + port);
    }

    /** Where health and metrics are. */
    public URI management() {
        return URI.create("http://127.0.0.1:" + management);
    }

    /** Where the archive was unpacked. */
    public Path folder() {
        return folder;
    }

    public Path etc() {
        return own.resolve("etc");
    }

    public Path data() {
        return own.resolve("data");
    }

    /** Over JMX, as an operator would. */
    public Operator operator() {
        return operator("operator", Operator.PASSWORD);
    }

    public Operator operator(String user, String password) {
        return new Operator(rmiRegistry, rmiServer, user, password);
    }

    /** Starts it and waits until the demo is open; the tests have a user of their own. */
    public KarafProcess start() {
        return configure("users.properties", "operator = " + Operator.ROLES + "\n")
                .startAsShipped();
    }

    /** Starts it with nobody in {@code etc/users.properties}, as on a customer's machine. */
    public KarafProcess startAsShipped() {
        launch();
        return awaitOpen();
    }

    /** Waits until the demo is open. */
    public KarafProcess awaitOpen() {
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(this::isOpen);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
        return this;
    }

    /** Starts it and waits until it has ended by itself; the answer is the exit code. */
    public int startInVain() {
        launch();
        awaitEnd();
        return process.exitValue();
    }

    public long pid() {
        return process.pid();
    }

    /** What it has said on its own console since the last start. */
    public String console() {
        try {
            return Files.readString(own.resolve("console.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it as it was left and waits for nothing. */
    public void launch() {
        var command = new ProcessBuilder(folder.resolve("bin/karaf").toString(), "server")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        own.resolve("console.log").toFile()));
        command.environment().putAll(environment);
        try {
            Files.createDirectories(own);
            Files.deleteIfExists(own.resolve("console.log"));
            process = command.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks it to end and waits until it has. */
    public void stop() {
        process.destroy();
        awaitEnd();
    }

    /** Ends it at once, as a power cut would. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Stands still, in the middle of whatever it does, as a virtual machine that is moved; until {@link #thaw}. */
    public void freeze() {
        signal("STOP");
        frozen = true;
    }

    public void thaw() {
        signal("CONT");
        frozen = false;
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            kill();
        }
    }

    public List<String> log() {
        try {
            return Files.readAllLines(data().resolve("log/karaf.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the demo is open since the last start, and answers. */
    public boolean isOpen() {
        if (!process.isAlive()) {
            throw new AssertionError("Karaf has ended: " + console());
        }
        if (console().contains("MultiException") || console().contains("Unable to resolve")) {
            throw new AssertionError("The features cannot be installed: " + console());
        }
        return !frozen && console().contains("The demo school is open");
    }

    private void signal(String name) {
        try {
            if (new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                            .start()
                            .waitFor()
                    != 0) {
                throw new AssertionError("Karaf takes no signal " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("Karaf does not end");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void unpack() {
        try {
            delete(folder);
            var tar = new ProcessBuilder(
                    "tar",
                    "-xzf",
                    ARCHIVE.toAbsolutePath().toString(),
                    "--strip-components=1",
                    "-C",
                    Files.createDirectories(folder).toString());
            if (tar.inheritIO().start().waitFor() != 0) {
                throw new AssertionError("The archive cannot be unpacked");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
