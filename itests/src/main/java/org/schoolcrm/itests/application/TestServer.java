package org.schoolcrm.itests.application;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.servlet.Servlet;
import javax.sql.DataSource;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;

/** The REST API and the invoice pages of a test application on a Tomcat of its own, and a client for each role. */
public final class TestServer implements AutoCloseable {

    private static final String API = "/crm/api/v1/";

    private final Tomcat tomcat = new Tomcat();
    private final @Nullable DataSource school;
    private final HttpClient http = HttpClient.newHttpClient();

    private TestServer(@Nullable DataSource school) {
        this.school = school;
    }

    /** With nobody who could log in. */
    static TestServer open(Map<String, Servlet> servlets) {
        return open(null, servlets);
    }

    static TestServer open(@Nullable DataSource school, Map<String, Servlet> servlets) {
        var server = new TestServer(school);
        try {
            server.tomcat.setBaseDir(Files.createTempDirectory("server").toString());
            server.tomcat.setPort(0);
            server.tomcat.getConnector();
            var context = server.tomcat.addContext("", null);
            servlets.forEach((pattern, servlet) -> {
                Tomcat.addServlet(context, pattern, servlet).setLoadOnStartup(1);
                context.addServletMappingDecoded(pattern, pattern);
            });
            server.tomcat.start();
        } catch (LifecycleException | IOException e) {
            throw new IllegalStateException(e);
        }
        return server;
    }

    /** Somebody who is logged in: 1 administrator, 2 manager, 3 viewer, 4 cashier of the first branch only. */
    public ApiClient user(long id) {
        var token = "session-of-" + id;
        try (var connection = Objects.requireNonNull(school).getConnection();
                var insert = connection.prepareStatement(
                        "insert into school_session (token_hash, user_id, ends_at) values (?, ?, ?)"
                                + " on conflict do nothing")) {
            insert.setBytes(1, MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
            insert.setLong(2, id);
            insert.setTimestamp(3, Timestamp.from(Instant.parse("2100-01-01T00:00:00Z")));
            insert.executeUpdate();
        } catch (SQLException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        return browser("crm_session=" + token);
    }

    /** Somebody with the cookie of a session that is over, or never was. */
    public ApiClient nobody() {
        return browser("crm_session=nobody");
    }

    /** A program with a token of the API, without cookies and without an origin. */
    public ApiClient program(String token) {
        return new ApiClient(List.of("Authorization", "Bearer " + token), API);
    }

    private ApiClient browser(String cookie) {
        return new ApiClient(List.of("Cookie", cookie, "Origin", address()), API);
    }

    /** A payer's request; headers are names and values in turn. */
    public HttpResponse<byte[]> payer(String method, String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(address() + path)).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return answer(request.build(), BodyHandlers.ofByteArray());
    }

    /** A bank's call, byte for byte; headers are names and values in turn. */
    public HttpResponse<String> bank(String method, String path, byte[] body, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create(address() + path)).method(method, BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return answer(request.build(), BodyHandlers.ofString());
    }

    /** Such as {@code http://localhost:8080}. */
    public String address() {
        return "http://localhost:" + tomcat.getConnector().getLocalPort();
    }

    private <T> HttpResponse<T> answer(HttpRequest request, BodyHandler<T> body) {
        try {
            return http.send(request, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One caller of the API. */
    public final class ApiClient {

        private final List<String> credentials;
        private final String root;

        /** @param credentials headers, names and values in turn */
        private ApiClient(List<String> credentials, String root) {
            this.credentials = credentials;
            this.root = root;
        }

        /** The same caller at other addresses, such as {@code /crm/demo/}. */
        public ApiClient at(String other) {
            return new ApiClient(credentials, other);
        }

        public HttpResponse<String> get(String path, String... headers) {
            return send("GET", path, "", headers);
        }

        /** The answer as it comes. */
        public InputStream stream(String path) {
            var request = HttpRequest.newBuilder(URI.create(address() + root + path))
                    .headers(credentials.toArray(String[]::new))
                    .build();
            return answer(request, BodyHandlers.ofInputStream()).body();
        }

        public HttpResponse<String> post(String path, String body, String... headers) {
            return send("POST", path, body, headers);
        }

        /** Headers are names and values in turn. */
        public HttpResponse<String> send(String method, String path, String body, String... headers) {
            var request = HttpRequest.newBuilder(URI.create(address() + root + path))
                    .headers(credentials.toArray(String[]::new))
                    .header("Content-Type", "application/json")
                    .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
            for (int place = 0; place < headers.length; place += 2) {
                request.setHeader(headers[place], headers[place + 1]);
            }
            return answer(request.build(), BodyHandlers.ofString());
        }
    }
}
