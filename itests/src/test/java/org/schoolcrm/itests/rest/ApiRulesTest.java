package org.schoolcrm.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
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
import org.schoolcrm.itests.rest.ApiTestApplication.Operation;

/** What holds for the whole API: it is described, guarded, and safe to repeat. */
class ApiRulesTest {

    private static final Map<String, Long> ROLES =
            Map.of("administrator", 1L, "manager", 2L, "viewer", 3L, "cashier", 4L);

    /** POSTs that create neither money nor invoices, sends or runs, or that do nothing the second time by themselves. */
    private static final Set<String> HARMLESS = Set.of(
            "POST /channels/{channel}/releases",
            "POST /invoices/{id}/archive",
            "POST /invoices/{id}/close",
            "POST /messages/{id}/cancel",
            "POST /mailings",
            "POST /merchant-accounts/{id}/tests",
            "POST /payments/{id}/checks",
            "POST /mailings/{id}/dry-runs",
            "POST /runs/{id}/pause",
            "POST /runs/{id}/resume",
            "POST /runs/{id}/retry-failures",
            "POST /runs/{id}/stop",
            "POST /runs/{id}/stop-reminders",
            "POST /suppressions",
            "POST /suppressions/removals",
            "POST /templates",
            "POST /templates/exams",
            "POST /templates/previews",
            "POST /webhook-endpoints",
            "POST /webhook-endpoints/{id}/secrets");

    /** It belongs to no branch. */
    private static final String OF_EVERYBODY = "GET /openapi.json";

    private static ApiTestApplication api;

    @BeforeAll
    static void open() {
        api = new ApiTestApplication();
    }

    @AfterAll
    static void close() {
        api.close();
    }

    @Test
    void the_document_describes_every_method_of_every_resource() {
        var described = api.operations().stream().map(Operation::name).collect(Collectors.toCollection(TreeSet::new));

        assertThat(described).isEqualTo(methods());
    }

    @Test
    void the_document_refers_to_nothing_that_it_does_not_contain() {
        var document = ApiTestApplication.json(api.user(1).get("openapi.json"));

        for (var reference : document.findValuesAsText("$ref")) {
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        }
    }

    @Test
    void every_post_that_creates_something_takes_an_idempotency_key() {
        assertThat(api.operations().stream()
                        .filter(one -> one.verb().equals("POST") && !one.takesKey())
                        .map(Operation::name))
                .as("a POST that creates money, invoices, sends or runs is marked @Idempotent")
                .allMatch(HARMLESS::contains);
    }

    @Test
    @DisplayName("whoever changes what somebody else has changed since is refused, wherever something is put")
    void every_change_can_be_bound_to_what_the_caller_has_seen() {
        var puts = api.operations().stream()
                .filter(one -> one.verb().equals("PUT") && one.hasBody())
                .toList();

        assertThat(puts).isNotEmpty();
        for (var operation : puts) {
            var late = api.user(1)
                    .send(
                            "PUT",
                            api.address(operation, 1),
                            api.body(operation.name()).toString(),
                            "If-Match",
                            "\"an-older-state\"");
            assertThat(late.statusCode()).as(operation.name()).isEqualTo(412);
            var seen = api.user(1).get(api.address(operation, 1));
            assertThat(seen.headers().firstValue("ETag")).as(operation.name()).isPresent();
        }
    }

    @Test
    @DisplayName("every method has a row in authorization.csv, and every row a method")
    void every_method_has_a_row() throws IOException {
        assertThat(matrix().keySet()).isEqualTo(methods());
    }

    @Test
    @DisplayName("each role is let in exactly where authorization.csv says so")
    void each_role_may_do_what_the_matrix_says() throws IOException {
        var matrix = matrix();
        for (var operation : api.operations()) {
            for (var role : ROLES.entrySet()) {
                var answer = call(operation, role.getValue(), 1);
                boolean allowed =
                        matrix.getOrDefault(operation.name(), Set.of()).contains(role.getKey());

                assertThat(answer != 403)
                        .as("%s as %s answers %d", operation.name(), role.getKey(), answer)
                        .isEqualTo(allowed);
                assertThat(answer).as(operation.name()).isLessThan(500).isNotEqualTo(401);
            }
        }
    }

    @Test
    void a_role_of_one_branch_opens_nothing_in_another() {
        var ofBranch = api.operations().stream()
                .filter(one -> one.parameters("query").contains("branch"))
                .toList();

        assertThat(ofBranch).isNotEmpty().allMatch(operation -> call(operation, 4, 2) == 403);
    }

    @Test
    @DisplayName("D7 whoever works in another branch is refused everything in this one, and learns of nothing there")
    void what_belongs_to_another_branch_is_not_even_said_to_exist() {
        var stranger = api.stranger();
        for (var operation : api.operations()) {
            var body = operation.hasBody() ? api.body(operation.name()).toString() : "";
            var address = api.address(operation, 1);

            var answer = stranger.send(operation.verb(), address, body);

            boolean byNumber = !address.contains("branch=")
                    && !operation.path().startsWith("/issuer-details")
                    && (operation.path().replace("{channel}", "").contains("{") || address.contains("invoice="));
            if (operation.name().equals(OF_EVERYBODY)) {
                assertThat(answer.statusCode()).isEqualTo(200);
            } else if (byNumber) {
                assertThat(answer.body()).as(operation.name()).contains("-unknown\"");
            } else {
                assertThat(answer.statusCode())
                        .as("%s answers %s", operation.name(), answer.body())
                        .isEqualTo(403);
            }
        }
    }

    @Test
    @DisplayName("D7 nobody who is not logged in is let in anywhere")
    void whoever_is_not_logged_in_is_let_in_nowhere() {
        for (var operation : api.operations()) {
            var body = operation.hasBody() ? api.body(operation.name()).toString() : "";

            var answer = api.nobody().send(operation.verb(), api.address(operation, 1), body);

            assertThat(answer.statusCode()).as(operation.name()).isEqualTo(401);
        }
    }

    private static int call(Operation operation, long user, int branch) {
        var body = operation.hasBody() ? api.body(operation.name()).toString() : "";
        return api.user(user)
                .send(operation.verb(), api.address(operation, branch), body)
                .statusCode();
    }

    private static Map<String, Set<String>> matrix() throws IOException {
        var rows = new TreeMap<String, Set<String>>();
        try (var file = ApiRulesTest.class.getResourceAsStream("/authorization.csv")) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .forEach(line -> {
                        var cells = line.split(",", -1);
                        rows.put(cells[0], Set.copyOf(List.of(cells[1].split(" "))));
                    });
        }
        return rows;
    }

    private static Set<String> methods() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.schoolcrm.rest")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)
                        .flatMap(ApiRulesTest::methods)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> methods(Class<?> resource) {
        return Arrays.stream(resource.getMethods())
                .flatMap(method -> Arrays.stream(method.getAnnotations())
                        .map(Annotation::annotationType)
                        .filter(verb -> verb.isAnnotationPresent(HttpMethod.class))
                        .map(verb -> verb.getSimpleName() + " "
                                + resource.getAnnotation(Path.class).value()
                                + (method.isAnnotationPresent(Path.class)
                                        ? method.getAnnotation(Path.class).value()
                                        : "")));
    }
}
