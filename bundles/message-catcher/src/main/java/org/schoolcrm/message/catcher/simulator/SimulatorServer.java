package org.schoolcrm.message.catcher.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Providers on one loopback port, each below a path with its name. */
public final class SimulatorServer implements AutoCloseable {

    static {
        // Otherwise each answer waits 40 ms for the acknowledgement of its headers
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer http;
    private final ExecutorService threads;
    private final CountDownLatch closed = new CountDownLatch(1);

    private SimulatorServer(HttpServer http, ExecutorService threads) {
        this.http = http;
        this.threads = threads;
    }

    /** Port 0 takes any free one. */
    public static SimulatorServer start(int port, Simulator... simulators) {
        return start(port, List.of(simulators));
    }

    public static SimulatorServer start(int port, List<? extends Simulator> simulators) {
        try {
            var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            var threads = Executors.newCachedThreadPool(work -> {
                var thread = new Thread(work, "provider-simulator");
                thread.setDaemon(true);
                return thread;
            });
            http.setExecutor(threads);
            var server = new SimulatorServer(http, threads);
            for (var simulator : simulators) {
                var root = "/" + simulator.provider();
                http.createContext(root, exchange -> server.handle(exchange, root, simulator));
            }
            http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return http.getAddress().getPort();
    }

    /** Stands for the provider's own host: {@code https://api.telegram.org} is {@code http://127.0.0.1:8183/telegram}. */
    public URI address(Simulator simulator) {
        return URI.create("http://127.0.0.1:" + port() + "/" + simulator.provider());
    }

    @Override
    public void close() {
        closed.countDown();
        http.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange, String root, Simulator simulator) throws IOException {
        try (exchange) {
            var call = read(exchange, root);
            var reaction = simulator.reaction(call);
            switch (reaction.kind()) {
                case NORMAL -> write(exchange, simulator.answer(call), false);
                case REFUSE -> write(exchange, simulator.answer(call.refused(reaction.refusal())), false);
                case ANSWER -> write(exchange, Objects.requireNonNull(reaction.answer()), false);
                case HALF_ANSWER -> write(exchange, simulator.answer(call), true);
                case DROP_ANSWER -> simulator.answer(call);
                case STALL -> {
                    simulator.answer(call);
                    closed.await();
                }
                case HANG_UP -> {}
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ProviderCall read(HttpExchange exchange, String root) throws IOException {
        var uri = exchange.getRequestURI();
        var path = uri.getPath().substring(root.length());
        var query = Objects.requireNonNullElse(uri.getRawQuery(), "");
        var body = exchange.getRequestBody().readAllBytes();
        return new ProviderCall(exchange.getRequestMethod(), path, query, headers(exchange), body, null);
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        var headers = new HashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        return headers;
    }

    private static void write(HttpExchange exchange, ProviderAnswer answer, boolean half) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        var body = answer.body();
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body, 0, half ? body.length / 2 : body.length);
        exchange.getResponseBody().flush();
    }
}
