package org.schoolcrm.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.ws.rs.HttpMethod;
import javax.ws.rs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.itests.application.TestServer.ApiClient;

/** The demo CRM's own addresses: each lets in whom its row says, in the caller's branches only, and never breaks. */
class DemoApiTest {

    private static final Map<String, Long> ROLES =
            Map.of("administrator", 1L, "manager", 2L, "viewer", 3L, "cashier", 4L);

    private static final String UPLOAD = "POST /imports/{branch}";

    private static final Map<String, String> BODIES = Map.of(
            "POST /office/{branch}/customers/{customer}/freezes",
            "{\"subscription\":null,\"begin\":\"2026-09-10\",\"end\":\"2026-09-12\"}",
            "POST /office/{branch}/customers/{customer}/payments",
            "{\"account\":0,\"amount\":100}",
            "POST /office/{branch}/lessons/{lesson}/move",
            "{\"start\":\"2026-09-20T10:00\"}",
            "POST /office/{branch}/lessons/{lesson}/excuse",
            "{\"customer\":%customer%,\"excused\":true}",
            "POST /imports/{branch}/{id}/start",
            "{\"mode\":\"ALL_OR_NOTHING\"}");

    private static final List<String> VALUES = List.of(
            "null",
            "\"\"",
            "\" \"",
            "\"x\"",
            "\"2026-13-40\"",
            "\"+999999999-12-31\"",
            "0",
            "-1",
            "1.5",
            "9223372036854775807",
            "-9223372036854775808",
            "99999999999999999999999",
            "true",
            "[]",
            "{}");

    private static ApiTestApplication api;
    private final List<String> wrong = new ArrayList<>();

    @BeforeAll
    static void open() {
        api = new ApiTestApplication();
        api.stranger();
    }

    @AfterAll
    static void close() {
        api.close();
    }

    @Test
    @DisplayName("every address has a row in demo-authorization.csv, and every row an address")
    void every_address_has_a_row() throws IOException {
        assertThat(matrix().keySet()).isEqualTo(operations());
    }

    @Test
    void each_role_may_do_what_the_matrix_says() throws IOException {
        matrix().forEach((operation, roles) -> ROLES.forEach((role, user) -> {
            int status = send(user(user), operation, 1, 1).statusCode();
            if (status >= 500 || status == 401 || (status != 403) != roles.contains(role)) {
                wrong.add(operation + " as " + role + " -> " + status);
            }
        }));

        assertThat(wrong).isEmpty();
    }

    @Test
    @DisplayName("D7 whoever works in one branch is refused every address of another")
    void another_branch_is_closed() {
        for (var operation : operations()) {
            if (operation.contains("{branch}")) {
                refused(operation, send(user(4), operation, 2, 2), "not-allowed");
                refused(operation, send(user(5), operation, 1, 1), "not-allowed");
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    @DisplayName("D7 what belongs to another branch does not exist at the addresses of one's own")
    void what_belongs_to_another_branch_does_not_exist() {
        for (var operation : operations()) {
            if (operation.matches(".*\\{(customer|lesson|id)}.*")) {
                refused(operation, send(user(1), operation, 1, 2), "-unknown");
            }
        }
        var excused = user(1).post(
                        "office/1/lessons/" + lesson(1) + "/excuse",
                        "{\"customer\":" + customer(2) + ",\"excused\":true}");
        refused("excuse", excused, "customer-unknown");

        assertThat(wrong).isEmpty();
        assertThat(user(1).get("branches/1/customers?text=").body()).doesNotContain("\"id\":" + customer(2) + ",");
    }

    @Test
    void one_sees_and_ends_only_sessions_of_ones_own() {
        var viewer = user(3);
        user(4);
        var listed = ApiTestApplication.json(viewer.get("sessions"));
        assertThat(listed)
                .singleElement()
                .satisfies(one -> assertThat(one.get("current").asBoolean()).isTrue());

        var foreign = ApiTestApplication.json(user(4).get("sessions")).get(0).get("id");
        assertThat(viewer.send("DELETE", "sessions/" + foreign.asText(), "").statusCode())
                .isEqualTo(204);
        assertThat(viewer.send("DELETE", "sessions", "").statusCode()).isEqualTo(204);
        assertThat(viewer.send("DELETE", "sessions", "", "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(user(4).get("sessions").body()).contains(foreign.asText());

        var own = listed.get(0).get("id").asText();
        assertThat(viewer.send("DELETE", "sessions/" + own, "").statusCode()).isEqualTo(204);
        assertThat(viewer.get("sessions").statusCode()).isEqualTo(401);
    }

    @Test
    void nobody_who_is_not_logged_in_is_let_in() {
        for (var operation : operations()) {
            var answer = send(api.nobody().at("/crm/demo/"), operation, 1, 1);
            assertThat(answer.statusCode()).as(operation).isEqualTo(401);
        }
    }

    @Test
    @DisplayName("no body, field, parameter, path or header breaks anything, and every refusal is a problem document")
    void nothing_breaks_anything() {
        for (var operation : operations()) {
            var verb = operation.split(" ", 2)[0];
            var address = address(operation, 1, 1);
            var body = body(operation, 1);
            for (var odd : List.of("", "null", "{", "[]", "\"x\"", "1", "{}", "{}{}", "[".repeat(100))) {
                judge(operation, odd, user(1).send(verb, address, odd));
            }
            for (var field : body.replaceAll("[{}]", "").split(",")) {
                for (var value : VALUES) {
                    var odd = body.replace(field, field.split(":", 2)[0] + ":" + value);
                    judge(operation, odd, user(1).send(verb, address, odd));
                }
            }
            for (var header : OddHeaders.all()) {
                judge(operation, header.toString(), user(1).send(verb, address, body, header.get(0), header.get(1)));
            }
            for (var odd : List.of("x", "-1", "0", "9".repeat(30), "%F0%9F%98%80")) {
                judge(
                        operation,
                        odd,
                        user(1).send(verb, operation.split(" /", 2)[1].replaceAll("\\{\\w+}", odd), body));
                var query = "day=" + odd + "&text=" + odd + "&file=" + odd + "&language=" + odd;
                judge(operation, odd, user(1).send(verb, address.replaceFirst("\\?.*", "") + "?" + query, body));
                judge(operation, odd, user(1).send(verb, address.replaceFirst("\\?.*", "") + "?kind=" + odd, body));
            }
            var zero = address.replaceFirst("\\?.*", "") + "?kind=CUSTOMERS&day=%00&text=%00&file=%00&language=%00";
            judge(operation, zero, user(1).send(verb, zero, body));
        }

        assertThat(wrong).isEmpty();
    }

    private void judge(String operation, String sent, HttpResponse<String> answer) {
        var type = answer.headers().firstValue("Content-Type").orElse("");
        if (answer.statusCode() >= 500
                || (answer.statusCode() >= 400 && !type.startsWith("application/problem+json"))) {
            wrong.add("%s %s -> %d %s".formatted(operation, sent, answer.statusCode(), type));
        }
    }

    private void refused(String operation, HttpResponse<String> answer, String code) {
        if (answer.statusCode() < 400 || !answer.body().contains(code)) {
            wrong.add(operation + " -> " + answer.statusCode() + " " + answer.body());
        }
    }

    private static ApiClient user(long id) {
        return api.user(id).at("/crm/demo/");
    }

    /** @param owner the branch that what is in the path belongs to */
    private static HttpResponse<String> send(ApiClient client, String operation, int branch, int owner) {
        var verb = operation.split(" ", 2)[0];
        var address = address(operation, branch, owner);
        return operation.equals(UPLOAD)
                ? client.send(verb, address, "id;name\n", "Content-Type", "text/csv")
                : client.send(verb, address, body(operation, owner));
    }

    private static String body(String operation, int owner) {
        return BODIES.getOrDefault(operation, "").replace("%customer%", String.valueOf(customer(owner)));
    }

    private static String address(String operation, int branch, int owner) {
        var path = operation
                .split(" /", 2)[1]
                .replace("{branch}", String.valueOf(branch))
                .replace("{customer}", String.valueOf(customer(owner)))
                .replace("{lesson}", String.valueOf(lesson(owner)))
                .replace("{freeze}", "1")
                .replace("{session}", "0".repeat(64))
                .replace("{kind}", "CUSTOMERS")
                .replace("{id}", String.valueOf(imported(owner)));
        if (path.endsWith("calendar") || path.endsWith("groups")) {
            return path + "?day=2026-09-10";
        }
        return operation.equals(UPLOAD) ? path + "?kind=CUSTOMERS&file=x.csv" : path;
    }

    private static long customer(int branch) {
        return api.number("select min(id) from school_customer where branch_id = " + branch);
    }

    private static long lesson(int branch) {
        return api.number("select max(id) from school_lesson where status <> 'HELD' and branch_id = " + branch);
    }

    private static long imported(int branch) {
        var ready = " from school_import where state = 'CHECKED' and branch_id = " + branch;
        api.change(
                "insert into school_import (id, branch_id, kind, file, by_whom, state, started_at, bytes, bytes_read,"
                        + " total, line, added, changed, unchanged, wrong, preview) select nextval('school_id'), "
                        + branch
                        + ", 'CUSTOMERS', 'x.csv', 'x', 'CHECKED', current_timestamp, 0, 0, 0, 0, 0, 0, 0, 0, ''"
                        + " where not exists (select 1" + ready + ")");
        return api.number("select min(id)" + ready);
    }

    private static Map<String, Set<String>> matrix() throws IOException {
        var rows = new TreeMap<String, Set<String>>();
        try (var file = DemoApiTest.class.getResourceAsStream("/demo-authorization.csv")) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .forEach(cells -> rows.put(cells[0], Set.copyOf(List.of(cells[1].split(" ")))));
        }
        return rows;
    }

    private static Set<String> operations() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.schoolcrm.host.demo.web")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)
                        .flatMap(DemoApiTest::operations)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> operations(Class<?> resource) {
        return Arrays.stream(resource.getMethods())
                .flatMap(method -> Arrays.stream(method.getAnnotations())
                        .map(Annotation::annotationType)
                        .filter(verb -> verb.isAnnotationPresent(HttpMethod.class))
                        .map(verb -> verb.getSimpleName() + " "
                                + ("/" + resource.getAnnotation(Path.class).value() + "/"
                                                + (method.isAnnotationPresent(Path.class)
                                                        ? method.getAnnotation(Path.class)
                                                                .value()
                                                        : ""))
                                        .replaceAll("/+", "/")
                                        .replaceFirst("(?<=.)/$", "")));
    }
}
