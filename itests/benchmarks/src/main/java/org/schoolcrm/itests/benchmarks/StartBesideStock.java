package org.schoolcrm.itests.benchmarks;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * From the start script to the first answer, and what an idle node takes, beside a Karaf as Apache ships it with
 * the same third-party features, heap and machine, in turn.
 */
final class StartBesideStock implements Benchmark {

    private static final int ROUNDS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration IDLE = Duration.ofSeconds(20);
    private static final String CONSOLE = "aries-blueprint, bundle, config, feature, jaas, log, management, package,"
            + " service, shell, ssh, system";
    private static final String PLATFORM = "platform-http, platform-jackson, platform-encoder, platform-pages,"
            + " platform-jaxrs, platform-database, platform-jpa";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final String platformVersion;

    StartBesideStock(Path folder, String platformVersion) {
        this.folder = folder;
        this.platformVersion = platformVersion;
    }

    private record Figures(long millisToAnswer, long kilobytes) {}

    @Override
    public String name() {
        return "start";
    }

    @Override
    public Map<String, Object> measure() throws Exception {
        var stock = new ArrayList<Figures>();
        var ours = new ArrayList<Figures>();
        for (int round = 0; round < ROUNDS; round++) {
            stock.add(run(stock(), "/", false));
            ours.add(run(unpack("karaf.tar.gz", "ours"), "/login", true));
        }
        var figures = new LinkedHashMap<String, Object>();
        figures.put("stock, ms to the first answer", median(stock.stream().map(Figures::millisToAnswer)));
        figures.put("ours, ms to the first answer", median(ours.stream().map(Figures::millisToAnswer)));
        figures.put("stock, kB idle", median(stock.stream().map(Figures::kilobytes)));
        figures.put("ours, kB idle", median(ours.stream().map(Figures::kilobytes)));
        figures.put("start, percent of stock (must 200, goal 130)", percent(ours, stock, true));
        figures.put("memory, percent of stock (must 150, goal 120)", percent(ours, stock, false));
        figures.put("stock, each", stock.toString());
        figures.put("ours, each", ours.toString());
        return figures;
    }

    private static long percent(List<Figures> ours, List<Figures> stock, boolean time) {
        long mine = median(ours.stream().map(one -> time ? one.millisToAnswer() : one.kilobytes()));
        return mine * 100 / median(stock.stream().map(one -> time ? one.millisToAnswer() : one.kilobytes()));
    }

    private static long median(Stream<Long> values) {
        return values.sorted().toList().get(ROUNDS / 2);
    }

    /** Karaf as it is, with our list of third-party features and a folder to take them from. */
    private Path stock() throws Exception {
        var karaf = unpack("stock.tar.gz", "stock");
        var ours = unpack("karaf.tar.gz", "repository");
        var etc = karaf.resolve("etc");
        var features = etc.resolve("org.apache.karaf.features.cfg");
        var text = Files.readString(features);
        int boot = text.indexOf("featuresBoot =");
        int end = text.indexOf("\n#", boot) < 0 ? text.length() : text.indexOf("\n#", boot);
        Files.writeString(
                features,
                text.substring(0, boot) + "featuresBoot = (wrap), (" + CONSOLE + "), (" + PLATFORM + ")\n"
                        + text.substring(end));
        append(
                features,
                "featuresRepositories = mvn:org.apache.karaf.features/framework/4.4.10/xml/features,"
                        + " mvn:org.apache.karaf.features/standard/4.4.10/xml/features,"
                        + " mvn:org.schoolcrm/features/" + platformVersion + "/xml/platform\n");
        append(
                etc.resolve("org.ops4j.pax.url.mvn.cfg"),
                "org.ops4j.pax.url.mvn.defaultRepositories = file:" + karaf.resolve("system")
                        + "@id=system@snapshots, file:" + ours.resolve("system") + "@id=ours@snapshots\n"
                        + "org.ops4j.pax.url.mvn.repositories =\n");
        return karaf;
    }

    private Figures run(Path karaf, String path, boolean ours) throws Exception {
        int port = freePort();
        var etc = karaf.resolve("etc");
        if (!ours) {
            append(etc.resolve("org.ops4j.pax.web.cfg"), "org.osgi.service.http.port = " + port + "\n");
            append(etc.resolve("org.apache.karaf.shell.cfg"), "sshPort = " + freePort() + "\n");
            append(
                    etc.resolve("org.apache.karaf.management.cfg"),
                    "rmiRegistryPort = " + freePort() + "\nrmiServerPort = " + freePort() + "\n");
        }
        var command = new ProcessBuilder(karaf.resolve("bin/karaf").toString(), "server")
                .redirectErrorStream(true)
                .redirectOutput(karaf.resolve("console.log").toFile());
        environment(command.environment(), port, ours);
        long begin = System.nanoTime();
        var process = command.start();
        try {
            awaitAnswer(URI.create("http://localhost:" + port + path), process, ours);
            long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
            if (process.waitFor(IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("It has ended: " + karaf);
            }
            return new Figures(millis, resident(process.pid()));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void environment(Map<String, String> environment, int port, boolean ours) throws IOException {
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("KARAF_EXEC", "exec");
        if (ours) {
            var mail = Integer.toString(freePort());
            environment.putAll(Map.of(
                    "CRM_FEATURES",
                    "crm-demo",
                    "CRM_HTTP_PORT",
                    Integer.toString(port),
                    "CRM_KEYRING_CREATE",
                    "true",
                    "CRM_PUBLIC_ADDRESS",
                    "http://localhost:" + port,
                    "CRM_RMI_REGISTRY_PORT",
                    Integer.toString(freePort()),
                    "CRM_RMI_SERVER_PORT",
                    Integer.toString(freePort()),
                    "CRM_SSH_PORT",
                    Integer.toString(freePort()),
                    "CRM_MAIL_CATCHER_PORT",
                    mail,
                    "CRM_SMTP_PORT",
                    mail));
        } else {
            environment.put("EXTRA_JAVA_OPTS", "-Xms64m -Xmx512m");
        }
    }

    /** Ours has answered when the login page is there; of stock any answer will do. */
    private void awaitAnswer(URI address, Process process, boolean ours) throws Exception {
        var request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                int status = client.send(request, BodyHandlers.discarding()).statusCode();
                if (!ours || status == 200) {
                    return;
                }
            } catch (ConnectException e) {
                // not yet
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new IllegalStateException("No answer from " + address);
    }

    private static long resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private Path unpack(String archive, String name) throws Exception {
        var target = folder.resolve("start/" + name + "-" + System.nanoTime()).toAbsolutePath();
        var tar = new ProcessBuilder(
                "tar",
                "-xzf",
                folder.resolve(archive).toAbsolutePath().toString(),
                "--strip-components=1",
                "-C",
                Files.createDirectories(target).toString());
        if (tar.inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("Cannot unpack " + archive);
        }
        return target;
    }

    private static void append(Path file, String text) throws IOException {
        var before = Files.exists(file) ? Files.readString(file) : "";
        Files.writeString(file, before + "\n" + text);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
