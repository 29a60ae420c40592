package org.schoolcrm.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.ws.rs.HttpMethod;
import javax.ws.rs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.itests.application.TestServer.ApiClient;
import org.schoolcrm.itests.rest.ApiTestApplication.Operation;

/** What holds for the whole API: it is described, guarded, and safe to repeat. */
class ApiRulesTest {

    private static final Map<String, Long> ROLES =
            Map.of("administrator", 1L, "manager", 2L, "viewer", 3L, "cashier", 4L);

    /** It belongs to no branch. */
    private static final String OF_EVERYBODY = "GET /openapi.json";

    /** It takes a login and no token. */
    private static final String OF_PEOPLE = "POST /api-tokens";

    private static final Map<Permission, ApiClient> PROGRAMS = new EnumMap<>(Permission.class);

    private static ApiTestApplication api;

    @BeforeAll
    static void open() {
        api = new ApiTestApplication();
        for (var permission : Permission.values()) {
            PROGRAMS.put(permission, api.program(Set.of(permission)));
        }
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
    @DisplayName("every POST takes an Idempotency-Key: repeated with it, it answers the same and does nothing")
    void every_post_is_carried_out_once_for_each_key() {
        var done = new TreeSet<String>();
        for (var operation : api.operations()) {
            if (operation.verb().equals("POST")) {
                assertThat(operation.takesKey()).as(operation.name()).isTrue();
                var address = api.address(operation, 1);
                var body = operation.hasBody() ? api.body(operation.name()).toString() : "";
                var key = "once-" + operation.name().hashCode();

                var first = api.user(1).post(address, body, "Idempotency-Key", key);
                var second = api.user(1).post(address, body, "Idempotency-Key", key);

                if (first.statusCode() < 300) {
                    assertThat(second.statusCode()).as(operation.name()).isEqualTo(first.statusCode());
                    assertThat(second.body()).as(operation.name()).isEqualTo(first.body());
                    done.add(operation.name());
                }
            }
        }

        assertThat(done)
                .contains(
                        "POST /templates",
                        "POST /mailings",
                        "POST /mailings/{id}/dry-runs",
                        "POST /api-tokens",
                        "POST /webhook-endpoints",
                        "POST /webhook-endpoints/{id}/secrets",
                        "POST /merchant-accounts/{id}/tests",
                        "POST /provider-accounts",
                        "POST /provider-accounts/{id}/test-messages",
                        "POST /consents",
                        "POST /suppressions");
    }

    @Test
    void every_address_says_what_can_be_done_there() {
        var verbs = new TreeMap<String, Set<String>>();
        for (var operation : api.operations()) {
            verbs.computeIfAbsent(operation.path(), path -> new TreeSet<>(Set.of("OPTIONS")))
                    .add(operation.verb());
        }

        verbs.forEach((path, allowed) -> {
            var address = path.replaceAll("\\{[^}]*}", "1").substring(1);
            var answer = api.user(1).send("OPTIONS", address, "");
            assertThat(answer.statusCode()).as(path).isLessThan(300);
            assertThat(Set.of(answer.headers().firstValue("Allow").orElse("").split(", ")))
                    .as(path)
                    .isEqualTo(allowed);
        });
        assertThat(api.user(1).send("OPTIONS", "invoices/1/nothing", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void what_is_made_is_found_where_the_answer_says() {
        for (var made : List.of(
                "invoices",
                "templates",
                "mailings",
                "webhook-endpoints",
                "merchant-accounts",
                "provider-accounts",
                "api-tokens")) {
            var answer =
                    api.user(1).post(made, api.body("POST /" + made).toString(), "Idempotency-Key", "made " + made);
            var again = api.user(1).post(made, api.body("POST /" + made).toString(), "Idempotency-Key", "made " + made);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            assertThat(again.headers().firstValue("Location"))
                    .isEqualTo(answer.headers().firstValue("Location"));
            var place = answer.headers().firstValue("Location").orElseThrow();
            assertThat(place).startsWith("/crm/api/v1/" + made + "/");
            var found = api.user(1).get(place.substring("/crm/api/v1/".length()));
            assertThat(found.statusCode()).as(place).isEqualTo(200);
        }
    }

    @Test
    void an_export_is_answered_to_whoever_takes_only_refusals() {
        var exports = api.operations().stream()
                .filter(one -> one.path().endsWith("/export"))
                .toList();

        assertThat(exports).hasSize(3).allSatisfy(export -> {
            var answer = api.user(1).get(api.address(export, 1), "Accept", "application/problem+json");
            assertThat(answer.statusCode()).as(export.name()).isEqualTo(200);
        });
        var refused = api.user(1).get("invoices/export?branch=1&format=doc", "Accept", "application/problem+json");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void work_that_goes_on_is_only_accepted() {
        var mailing = api.address(operation("POST /mailings/{id}/runs"), 1);
        var run = api.user(1).post(mailing, "");
        var archive = api.user(1)
                .post("operation-reports", api.body("POST /operation-reports").toString());

        for (var answer : List.of(run, archive)) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            var place = answer.headers().firstValue("Location").orElseThrow();
            assertThat(api.user(1).get(place.substring("/crm/api/v1/".length())).statusCode())
                    .as(place)
                    .isEqualTo(200);
        }
        assertThat(api.user(1)
                        .post("messages", api.body("POST /messages").toString())
                        .statusCode())
                .isEqualTo(202);
        assertThat(api.operations())
                .filteredOn(one -> one.described().path("responses").has("202"))
                .extracting(Operation::name)
                .containsExactlyInAnyOrder(
                        "POST /mailings/{id}/runs",
                        "POST /messages",
                        "POST /messages/{id}/resend",
                        "POST /operation-reports",
                        "POST /payments/{id}/refunds",
                        "POST /runs/{id}/retry-failures",
                        "POST /templates/{id}/tests",
                        "POST /webhook-endpoints/{id}/deliveries/{delivery}/repeats");
    }

    private static Operation operation(String name) {
        return api.operations().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("a secret in an answer that is kept for repeated requests is sealed")
    void no_secret_is_kept_open_for_repeated_requests() {
        var body = api.body("POST /webhook-endpoints").toString();
        var made = api.user(1).post("webhook-endpoints", body, "Idempotency-Key", "sealed");

        assertThat(made.body()).contains("whsec_");
        assertThat(api.number("select count(*) from reply where request_key = 'sealed' and answer <> ''"))
                .isEqualTo(1);
        assertThat(api.number("select count(*) from reply where answer like '%whsec_%'"))
                .isZero();
    }

    @Test
    void a_parameter_that_does_not_exist_is_refused_everywhere() {
        for (var operation : api.operations()) {
            var body = operation.hasBody() ? api.body(operation.name()).toString() : "";
            var address = api.address(operation, 1);

            var answer = api.user(1)
                    .send(operation.verb(), address + (address.contains("?") ? "&" : "?") + "stauts=PAID", body);

            assertThat(answer.statusCode()).as(operation.name()).isEqualTo(400);
            assertThat(answer.body()).as(operation.name()).contains("parameter-unknown", "\"field\":\"stauts\"");
        }
    }

    @Test
    @DisplayName("every list is paged the one way: items and next, limits in bounds, cursors of this very list")
    void every_list_is_paged_the_same_way() {
        var lists = api.operations().stream()
                .filter(one ->
                        one.verb().equals("GET") && one.parameters("query").contains("cursor"))
                .toList();

        assertThat(lists).hasSizeGreaterThan(15);
        for (var list : lists) {
            var address = api.address(list, 1);
            var more = address + (address.contains("?") ? "&" : "?");
            var page = ApiTestApplication.json(api.user(1).get(more + "limit=1"));
            assertThat(page.fieldNames()).toIterable().as(list.name()).containsExactly("items", "next");
            assertThat(page.get("items").size()).as(list.name()).isLessThanOrEqualTo(1);
            for (var limit : List.of("0", "-5", "501", "100000", "x", "")) {
                assertThat(api.user(1).get(more + "limit=" + limit).statusCode())
                        .as("%s limit=%s", list.name(), limit)
                        .isEqualTo(400);
            }
            var foreign = list.path().equals("/templates") ? "mailings?branch=1&" : "templates?branch=1&";
            var next = ApiTestApplication.json(api.user(1).get(foreign + "limit=1"))
                    .get("next")
                    .asText();
            assertThat(api.user(1).get(more + "cursor=" + next).statusCode())
                    .as("%s with a cursor of %s", list.name(), foreign)
                    .isEqualTo(400);
            follow(more, page);
        }
    }

    /** The second page begins where the first one ended. */
    private static void follow(String more, JsonNode first) {
        if (!first.get("next").isNull()) {
            var two = ApiTestApplication.json(api.user(1).get(more + "limit=2"));
            var second = ApiTestApplication.json(
                    api.user(1).get(more + "limit=1&cursor=" + first.get("next").asText()));
            assertThat(List.of(first.at("/items/0"), second.at("/items/0")))
                    .as(more)
                    .containsExactly(two.at("/items/0"), two.at("/items/1"));
        }
    }

    @Test
    void a_tag_in_a_list_of_tags_is_enough_to_change_what_was_seen() {
        var place = api.address(
                api.operations().stream()
                        .filter(one -> one.name().equals("PUT /templates/{id}"))
                        .findFirst()
                        .orElseThrow(),
                1);
        var tag = api.user(1).get(place).headers().firstValue("ETag").orElseThrow();
        var body = api.body("PUT /templates/{id}").toString();

        assertThat(api.user(1)
                        .send("PUT", place, body, "If-Match", "\"x\", " + tag)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("many who change a template at once all succeed, or with what they saw exactly one")
    void a_template_is_changed_by_many_at_once() {
        var place = "templates/"
                + ApiTestApplication.json(api.user(1)
                                .post("templates", api.body("POST /templates").toString()))
                        .get("id")
                        .asText();
        var body = api.body("PUT /templates/{id}").toString();
        var admin = api.user(1);
        var tag = admin.get(place).headers().firstValue("ETag").orElseThrow();

        var bound = IntStream.range(0, 12)
                .parallel()
                .mapToObj(one -> admin.send("PUT", place, body, "If-Match", tag).statusCode())
                .toList();
        var free = IntStream.range(0, 12)
                .parallel()
                .mapToObj(one -> admin.send("PUT", place, body).statusCode())
                .toList();

        assertThat(bound).containsOnly(200, 412).containsOnlyOnce(200);
        assertThat(free).containsOnly(200);
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
    @DisplayName("a token with one permission is let in exactly where authorization.csv names that permission")
    void each_permission_of_a_token_opens_what_the_matrix_says() throws IOException {
        var opened = new TreeMap<String, Set<String>>();
        for (var operation : api.operations()) {
            var names = opened.computeIfAbsent(operation.name(), name -> new TreeSet<>());
            for (var permission : Permission.values()) {
                int answer = call(operation, PROGRAMS.get(permission), 1);
                assertThat(answer).as(operation.name()).isLessThan(500).isNotIn(401, 429);
                if (answer != 403) {
                    names.add(permission.name());
                }
            }
        }

        assertThat(opened).isEqualTo(cells(2));
    }

    @Test
    void a_token_with_what_a_role_may_do_is_judged_as_that_role() throws IOException {
        var matrix = matrix();
        var viewer = api.program(Set.of(Permission.INVOICE_READ, Permission.MAILING_READ));
        var administrator = api.program(Set.of(Permission.values()));
        for (var operation : api.operations()) {
            var roles = matrix.getOrDefault(operation.name(), Set.of());
            boolean takesTokens = !operation.name().equals(OF_PEOPLE);

            assertThat(call(operation, viewer, 1) != 403)
                    .as(operation.name())
                    .isEqualTo(takesTokens && roles.contains("viewer"));
            assertThat(call(operation, administrator, 1) != 403)
                    .as(operation.name())
                    .isEqualTo(takesTokens && roles.contains("administrator"));
        }
    }

    @Test
    void a_token_of_another_branch_opens_nothing_here_and_learns_of_nothing() {
        var stranger = api.program(
                api.token("{\"branches\":[2],\"permissions\":[\"INVOICE_READ\",\"INVOICE_ISSUE\",\"INVOICE_ARCHIVE\","
                        + "\"MAILING_READ\",\"MAILING_EDIT\",\"MAILING_RUN\",\"SETTINGS_EDIT\"]}"));
        var person = api.stranger();
        for (var operation : api.operations()) {
            if (!operation.name().equals(OF_PEOPLE)) {
                var body = operation.hasBody() ? api.body(operation.name()).toString() : "";
                var address = api.address(operation, 1);

                var refused = stranger.send(operation.verb(), address, body);

                assertThat(refused.statusCode())
                        .as(operation.name())
                        .isEqualTo(person.send(operation.verb(), address, body).statusCode());
                assertThat(refused.statusCode() == 200)
                        .as(operation.name())
                        .isEqualTo(operation.name().equals(OF_EVERYBODY));
            }
        }
    }

    @Test
    void the_document_says_what_takes_a_token() {
        var document = ApiTestApplication.json(api.user(1).get("openapi.json"));

        assertThat(document.at("/components/securitySchemes/bearer/scheme").asText())
                .isEqualTo("bearer");
        assertThat(document.get("security").findValues("bearer")).hasSize(1);
        for (var operation : api.operations()) {
            assertThat(operation.described().has("security"))
                    .as(operation.name())
                    .isEqualTo(operation.name().equals(OF_PEOPLE));
            var headers = operation.described().at("/responses/429/headers");
            assertThat(headers.has("RateLimit") && headers.has("RateLimit-Policy") && headers.has("Retry-After"))
                    .as(operation.name())
                    .isTrue();
        }
        assertThat(operation(OF_PEOPLE).described().get("security").toString()).isEqualTo("[{\"session\":[]}]");
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
        return call(operation, api.user(user), branch);
    }

    private static int call(Operation operation, ApiClient caller, int branch) {
        var body = operation.hasBody() ? api.body(operation.name()).toString() : "";
        return caller.send(operation.verb(), api.address(operation, branch), body)
                .statusCode();
    }

    private static Map<String, Set<String>> matrix() throws IOException {
        return cells(1);
    }

    /** What stands in a column: words in no order, none of them where the cell is empty. */
    private static Map<String, Set<String>> cells(int column) throws IOException {
        var rows = new TreeMap<String, Set<String>>();
        try (var file = ApiRulesTest.class.getResourceAsStream("/authorization.csv")) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .forEach(line -> {
                        var cells = line.split(",", -1);
                        rows.put(
                                cells[0],
                                Stream.of(cells[column].split(" "))
                                        .filter(word -> !word.isEmpty())
                                        .collect(Collectors.toCollection(TreeSet::new)));
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
