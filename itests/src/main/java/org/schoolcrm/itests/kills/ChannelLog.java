package org.schoolcrm.itests.kills;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A provider of messages that writes down how often it has delivered each, before it answers. On the page of a message
 * {@code POST} hands it over and {@code GET} asks whether it is known.
 */
final class ChannelLog implements AutoCloseable {

    private final Map<String, Map<String, Integer>> delivered = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    ChannelLog() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How often each message of a channel was delivered, by our reference. */
    Map<String, Integer> delivered(String channel) {
        return new TreeMap<>(delivered.getOrDefault(channel, Map.of()));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            var path = call.getRequestURI().getPath().split("/", 3);
            var book = delivered.computeIfAbsent(path[1], channel -> new ConcurrentHashMap<>());
            call.getRequestBody().readAllBytes();
            if (call.getRequestMethod().equals("POST")) {
                boolean dedupes = path[1].equals("telegram");
                book.merge(path[2], 1, (before, one) -> dedupes ? before : before + one);
            }
            call.sendResponseHeaders(book.containsKey(path[2]) ? 204 : 404, -1);
        }
    }
}
