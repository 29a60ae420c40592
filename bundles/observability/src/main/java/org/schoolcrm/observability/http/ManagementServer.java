package org.schoolcrm.observability.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JDK's server at the management address: it answers whatever becomes of the one that payers use. */
public final class ManagementServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
    private static final int THREADS = 4;
    private static final int RETRY_SECONDS = 5;

    private final String address;
    private final ManagementPages pages;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS, work -> {
        var thread = new Thread(work, "management-server");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable HttpServer server;
    private boolean told;

    /** At host and port; nowhere if that is empty. */
    public ManagementServer(String address, ManagementPages pages) {
        this.address = address.strip();
        this.pages = pages;
    }

    /** Where the address is taken, it is tried until it is free. */
    public synchronized void start() {
        if (address.isEmpty() || threads.isShutdown()) {
            return;
        }
        try {
            var http = HttpServer.create(socket(address), 0);
            http.setExecutor(threads);
            http.createContext("/", this::answer);
            http.start();
            server = http;
            LOG.info("Health and metrics are at http://{}", address);
        } catch (IOException e) {
            if (!told) {
                LOG.error("Health and metrics cannot be at {} yet: {}", address, e.getMessage());
                told = true;
            }
            var unused = threads.schedule(this::start, RETRY_SECONDS, TimeUnit.SECONDS);
        }
    }

    synchronized int port() {
        return server == null ? 0 : server.getAddress().getPort();
    }

    private static InetSocketAddress socket(String address) {
        int colon = address.lastIndexOf(':');
        var host = address.substring(0, Math.max(colon, 0)).replaceAll("[\\[\\]]", "");
        return new InetSocketAddress(host, Integer.parseInt(address.substring(colon + 1)));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var method = exchange.getRequestMethod();
            boolean head = method.equals("HEAD");
            if (!head && !method.equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            var answer = pages.at(exchange.getRequestURI().getPath());
            var body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public synchronized void close() {
        threads.shutdownNow();
        if (server != null) {
            server.stop(0);
        }
    }
}
