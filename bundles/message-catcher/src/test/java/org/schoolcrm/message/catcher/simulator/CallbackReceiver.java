package org.schoolcrm.message.catcher.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The sender's address for callbacks: answers as told, 200 with "100" otherwise, and echoes challenges. */
final class CallbackReceiver implements AutoCloseable {

    private final HttpServer http;
    private final List<ProviderCall> received = new CopyOnWriteArrayList<>();
    private final BlockingQueue<ProviderCall> posted = new LinkedBlockingQueue<>();
    private final Queue<Integer> statuses = new ArrayDeque<>();

    CallbackReceiver() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/", this::handle);
        http.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/hooks");
    }

    synchronized void answerNext(Integer... codes) {
        statuses.addAll(List.of(codes));
    }

    List<ProviderCall> received() {
        return received;
    }

    ProviderCall last() {
        return received.get(received.size() - 1);
    }

    /** The first call that is no verification, once it has come. */
    ProviderCall awaited() throws InterruptedException {
        return Objects.requireNonNull(posted.poll(30, TimeUnit.SECONDS), "nobody called");
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            var call = new ProviderCall(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""),
                    headers,
                    exchange.getRequestBody().readAllBytes(),
                    null);
            received.add(call);
            if (call.method().equals("POST")) {
                posted.add(call);
            }
            var body = call.parameters().getOrDefault("hub.challenge", "100").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(next(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private synchronized int next() {
        var status = statuses.poll();
        return status == null ? 200 : status;
    }
}
