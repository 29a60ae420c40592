package org.schoolcrm.host.demo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.host.demo.data.SchoolSeeder;
import org.schoolcrm.host.demo.web.OpenSessions.OpenSession;
import org.schoolcrm.runtime.FlywayMigrations;
import org.schoolcrm.runtime.InstantColumns;
import org.schoolcrm.runtime.JtaTransactions;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** The login form, as browsers and programs send it. */
class LoginFormTest {

    private static final String HOST = "crm.school.example";

    private static Sessions sessions;
    private static LoginLimits limits;
    private static OpenSessions open;

    private final Map<String, String> answered = new HashMap<>();

    @BeforeAll
    static void open() {
        var database = TestDatabase.h2();
        var clock = new SettableClock("2026-09-15T09:00:00Z");
        var transactions = new JtaTransactions(database.transactionManager());
        var tables = new SchoolTables(
                database.dataSource(), new FlywayMigrations(database.dataSource()), new InstantColumns());
        new SchoolSeeder(tables, transactions, clock, 7, 20, "2026-09-15");
        sessions = new Sessions(tables, transactions, clock);
        open = new OpenSessions(tables, transactions, clock);
        limits = new LoginLimits(tables, transactions, clock);
    }

    @Test
    void the_right_password_in_the_form_logs_in() throws Exception {
        assertThat(post("/login", Map.of(), "")).isEqualTo(302);
        assertThat(sessions.userOf(token())).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"/nowhere, 404", "/, 405", "/login/, 404", "/Login, 404"})
    void no_other_address_takes_a_password(String path, int status) throws Exception {
        assertThat(post(path, Map.of(), "")).isEqualTo(status);
        assertThat(answered).doesNotContainKey("Set-Cookie");
    }

    @Test
    void a_password_in_the_address_is_refused() throws Exception {
        assertThat(post("/login", Map.of(), "login=admin&password=demo")).isEqualTo(400);
        assertThat(answered).doesNotContainKey("Set-Cookie");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://a b", "https://crm.school.example.evil.example"})
    void another_site_neither_logs_in_nor_out(String origin) throws Exception {
        assertThat(post("/login", Map.of("Origin", origin), "")).isEqualTo(403);
        assertThat(post("/logout", Map.of("Origin", origin), "")).isEqualTo(403);
        assertThat(answered).doesNotContainKey("Set-Cookie");
    }

    @Test
    void a_form_without_origin_from_another_site_is_told_by_what_browsers_say_beside_it() throws Exception {
        assertThat(post("/login", Map.of("Sec-Fetch-Site", "cross-site"), "")).isEqualTo(403);
        assertThat(post("/login", Map.of("Origin", "https://" + HOST), "")).isEqualTo(302);
    }

    @Test
    void a_new_login_ends_the_session_that_the_browser_had() throws Exception {
        post("/login", Map.of(), "");
        var first = token();

        post("/login", Map.of("Cookie", first), "");

        assertThat(sessions.userOf(first)).isEmpty();
        assertThat(sessions.userOf(token())).isPresent();
    }

    @Test
    void logging_out_ends_this_session_and_everywhere_all_of_the_user() throws Exception {
        post("/login", Map.of(), "");
        var here = token();
        post("/login", Map.of(), "");
        var there = token();
        post("/login", Map.of(), "");
        var phone = token();

        assertThat(post("/logout", Map.of("Cookie", here), "")).isEqualTo(302);
        assertThat(sessions.userOf(here)).isEmpty();
        assertThat(sessions.userOf(there)).isPresent();
        assertThat(post("/logout/everywhere", Map.of("Cookie", there), "")).isEqualTo(302);
        assertThat(sessions.userOf(there)).isEmpty();
        assertThat(sessions.userOf(phone)).isEmpty();
    }

    @Test
    void a_session_is_listed_with_where_it_was_begun() throws Exception {
        var windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                + " Chrome/141.0.0.0 Safari/537.36";
        post("/login", Map.of("User-Agent", windows, "address", "192.0.2.45"), "");
        var user = sessions.userOf(token()).orElseThrow();

        assertThat(open.of(user.id()))
                .filteredOn(one -> one.id().equals(Sessions.hex(token())))
                .extracting(OpenSession::address, OpenSession::browser)
                .containsExactly(tuple("192.0.2.45", "Chrome, Windows"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1 | Safari, iOS
            Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0                         | Firefox, Linux
            Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 YaBrowser/25.8 Safari/537.36                | Yandex Browser, Windows
            Mozilla/5.0 (Linux; Android 10; K) Chrome/140.0.0.0 Mobile Safari/537.36 EdgA/140.0            | Edge, Android
            curl/8.5.0                                                                                     | curl/8.5.0
            """)
    void a_browser_is_called_what_people_call_it(String header, String name) {
        assertThat(UserAgent.name(header)).isEqualTo(name);
        assertThat(UserAgent.name(null)).isEmpty();
        assertThat(UserAgent.name("\u0000\u202e" + "x".repeat(500))).isEqualTo("x".repeat(60));
    }

    @Test
    void after_too_many_wrong_passwords_even_the_right_one_waits() throws Exception {
        for (int guess = 0; guess < 10; guess++) {
            assertThat(post("/login", Map.of("login", "guessed", "address", "192.0.2.77"), ""))
                    .isEqualTo(403);
        }

        assertThat(post("/login", Map.of("login", "guessed", "address", "192.0.2.77"), ""))
                .isEqualTo(429);
        assertThat(answered).containsKey("Retry-After");
    }

    @Test
    void over_https_the_cookie_belongs_to_this_host_alone_and_goes_over_nothing_else() {
        var cookie = new SessionCookie(URI.create("https://" + HOST)::resolve);

        assertThat(cookie.set("token"))
                .startsWith("__Host-crm_session=token;")
                .contains("; Secure", "; HttpOnly", "; Path=/");
        assertThat(new SessionCookie(URI.create("http://localhost")::resolve).set("token"))
                .startsWith("crm_session=token;")
                .doesNotContain("Secure");
    }

    private String token() {
        return answered.get("Set-Cookie").replaceAll("^crm_session=([^;]*);.*", "$1");
    }

    /** Posts the form; headers may name a login and an address beside what browsers send. */
    private int post(String path, Map<String, String> headers, String query) throws Exception {
        answered.clear();
        var cookie = new SessionCookie(URI.create("http://localhost")::resolve);
        var contributions = new Contributions(as(BundleContext.class, (proxy, method, arguments) -> null));
        var servlet = new ShellServlet(
                contributions, new SessionCallers(sessions, cookie), new Logins(sessions, open, limits, cookie));
        try {
            servlet.service(request(path, headers, query), response());
        } catch (ServletException e) {
            throw new IllegalStateException(e);
        }
        return Integer.parseInt(answered.getOrDefault("status", "200"));
    }

    private static HttpServletRequest request(String path, Map<String, String> headers, String query) {
        return as(HttpServletRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getMethod" -> "POST";
            case "getServletPath" -> path;
            case "getPathInfo" -> null;
            case "getQueryString" -> query.isEmpty() ? null : query;
            case "getRemoteAddr" -> headers.getOrDefault("address", "192.0.2.1");
            case "getHeader" -> arguments[0].equals("Host") ? HOST : headers.get(arguments[0].toString());
            case "getParameter" ->
                arguments[0].equals("login")
                        ? headers.getOrDefault("login", "manager")
                        : headers.containsKey("login") ? "wrong" : "demo";
            case "getHeaders" ->
                Collections.enumeration(
                        headers.containsKey("Cookie") ? List.of("crm_session=" + headers.get("Cookie")) : List.of());
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private HttpServletResponse response() {
        return as(HttpServletResponse.class, (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "setStatus", "sendError" -> answered.put("status", arguments[0].toString());
                case "sendRedirect" -> answered.put("status", "302");
                case "setHeader", "addHeader" -> answered.put(arguments[0].toString(), arguments[1].toString());
                case "setContentType" -> answered.put("type", arguments[0].toString());
                case "getWriter" -> {
                    return new PrintWriter(new StringWriter());
                }
                default -> throw new UnsupportedOperationException(method.getName());
            }
            return null;
        });
    }

    private static <T> T as(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
