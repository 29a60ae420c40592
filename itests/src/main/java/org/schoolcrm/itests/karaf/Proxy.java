package org.schoolcrm.itests.karaf;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * The public address of an installation: hands everything on to Karaf, remembers what banks have sent, and can hold it
 * back as a broken line would.
 */
public final class Proxy implements AutoCloseable {

    private static final Set<String> HOP = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        HOP.addAll(List.of("Connection", "Content-Length", "Host", "Transfer-Encoding", "Upgrade", "Expect"));
    }

    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Call> webhooks = new CopyOnWriteArrayList<>();
    private volatile URI target = URI.create("http://localhost");
    private volatile boolean holdsBack;

    /** What a bank has sent. */
    public record Call(HttpRequest request) {}

    public Proxy() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::handOn);
        server.start();
    }

    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    public void leadTo(URI karaf) {
        target = karaf;
    }

    /** From now on what banks send is remembered and answered 503, or handed on again. */
    public void holdBackWebhooks(boolean hold) {
        holdsBack = hold;
    }

    public List<Call> webhooks() {
        return webhooks;
    }

    /** Sends once more exactly what a bank has sent. */
    public HttpResponse<String> repeat(Call call) throws IOException, InterruptedException {
        return client.send(call.request(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handOn(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = request(exchange);
            if (exchange.getRequestURI().getPath().startsWith("/hooks/")) {
                webhooks.add(new Call(request));
                if (holdsBack) {
                    exchange.sendResponseHeaders(503, -1);
                    return;
                }
            }
            var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            answer.headers().map().forEach((name, values) -> {
                if (!HOP.contains(name)) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            var body = answer.body();
            exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var request = HttpRequest.newBuilder(
                        target.resolve(exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!HOP.contains(name)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }
}
