package org.schoolcrm.channel.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.schoolcrm.provider.api.RawWebhook;

/** Takes a provider's calls on a loopback port, as the edge would, and answers 200. */
public final class ReceivedCalls implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<RawWebhook> calls = new LinkedBlockingQueue<>();
    private final HttpServer http;

    public ReceivedCalls() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/", this::take);
        http.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/hooks/messages/x/hook-1");
    }

    /** Waits for it. */
    public RawWebhook next() throws InterruptedException {
        var call = calls.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("nobody called within " + PATIENCE_SECONDS + " s");
        }
        return call;
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = new HashMap<String, String>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            var body = exchange.getRequestBody().readAllBytes();
            calls.add(new RawWebhook(exchange.getRequestMethod(), "", "", headers, body, "127.0.0.1", Instant.EPOCH));
            exchange.sendResponseHeaders(200, -1);
        }
    }
}
