package org.schoolcrm.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.host.spi.Permission;

/** A program at the API: let in by its token alone, as far as that goes. */
class ApiTokenTest {

    private static final String READING = "{\"branches\":[1],\"permissions\":[\"INVOICE_READ\"]}";
    private static final String INVOICES = "invoices?branch=1";

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
    void a_program_needs_neither_cookie_nor_origin() {
        var program = api.program(Set.of(Permission.INVOICE_READ, Permission.INVOICE_ISSUE));

        assertThat(program.get(INVOICES).statusCode()).isEqualTo(200);
        var issued = program.post("invoices", api.body("POST /invoices").toString());
        assertThat(issued.statusCode()).as(issued.body()).isEqualTo(201);
        var foreign =
                program.post("invoices", api.body("POST /invoices").toString(), "Origin", "https://elsewhere.example");
        assertThat(foreign.statusCode()).isEqualTo(201);
    }

    @Test
    void cookies_beside_a_token_do_not_count() {
        var reading = api.token(READING);
        var invoice = api.body("POST /invoices").toString();

        assertThat(api.user(1).post("invoices", invoice, "Authorization", "Bearer " + reading))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(403))
                .satisfies(answer -> assertThat(answer.body()).contains("INVOICE_ISSUE"));
        assertThat(api.user(1)
                        .get(INVOICES, "Authorization", "Bearer crm_wrong")
                        .statusCode())
                .isEqualTo(401);
        assertThat(api.user(1)
                        .get(INVOICES, "Authorization", "Bearer of-the-crm")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatever_is_no_token_that_holds_is_refused_in_the_same_words() {
        var revoked = api.token(READING);
        var id = tokenWith(revoked);
        var expired = api.token(READING);
        assertThat(api.user(1).send("DELETE", "api-tokens/" + id, "").statusCode())
                .isEqualTo(204);
        api.change("update api_token set expires_at = made_at where mark = '" + expired.substring(0, 8) + "'");

        for (var secret : Set.of(revoked, expired, "crm_", "crm_" + "0".repeat(49), revoked + "x")) {
            var answer = api.program(secret).get(INVOICES);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
            assertThat(answer.body()).contains("\"token-invalid\"").doesNotContain(secret + "\"");
        }
        assertThat(api.user(1).get("api-tokens/" + id).body()).contains("\"REVOKED\"");
    }

    @Test
    void what_a_token_may_not_do_is_named_and_another_branch_looks_as_it_does_to_people() {
        var program = api.program(EnumSet.allOf(Permission.class));
        var small = api.program(Set.of(Permission.MAILING_READ));
        var invoice = api.invoice();

        assertThat(small.get(INVOICES).body()).contains("not-allowed", "INVOICE_READ");
        assertThat(program.get("invoices?branch=2").statusCode()).isEqualTo(403);
        var elsewhere = api.program(api.token("{\"branches\":[2],\"permissions\":[\"INVOICE_READ\"]}"));
        assertThat(elsewhere.get("invoices/" + invoice).body())
                .isEqualTo(api.stranger().get("invoices/" + invoice).body())
                .contains("invoice-unknown");
    }

    @Test
    void each_token_has_a_rate_of_its_own_and_is_told_of_it() {
        var few = api.program(api.token(READING.replace("]}", "],\"requestsPerMinute\":2}")));
        var other = api.program(api.token(READING.replace("]}", "],\"requestsPerMinute\":2}")));

        assertThat(few.get(INVOICES).headers().map())
                .containsEntry("ratelimit-policy", List.of("\"token\";q=2;w=60"))
                .containsEntry("ratelimit", List.of("\"token\";r=1;t=60"));
        api.clock().advance(Duration.ofSeconds(20));
        assertThat(few.get("invoices?branch=2").headers().firstValue("RateLimit"))
                .contains("\"token\";r=0;t=40");
        var refused = few.get(INVOICES);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("token-requests-too-many");
        assertThat(refused.headers().allValues("Retry-After")).containsExactly("40");
        assertThat(other.get(INVOICES).statusCode()).isEqualTo(200);

        api.clock().advance(Duration.ofSeconds(40));
        assertThat(few.get(INVOICES).statusCode()).isEqualTo(200);
        assertThat(api.user(1).get(INVOICES).headers().firstValue("RateLimit")).isEmpty();
    }

    @Test
    @DisplayName("a token makes no token, whatever it may do; with SETTINGS_EDIT it lists and revokes")
    void a_token_makes_no_token() {
        var all = api.program(EnumSet.allOf(Permission.class));
        var others = api.program(EnumSet.complementOf(EnumSet.of(Permission.SETTINGS_EDIT)));
        var victim = "api-tokens/" + tokenWith(api.token(READING));
        var wish = api.body("POST /api-tokens").toString();

        assertThat(all.post("api-tokens", wish).body()).contains("\"token-not-taken\"");
        assertThat(others.post("api-tokens", wish).statusCode()).isEqualTo(403);
        assertThat(others.get("api-tokens?branch=1").body()).contains("not-allowed", "SETTINGS_EDIT");
        assertThat(others.send("DELETE", victim, "").statusCode()).isEqualTo(403);
        assertThat(all.get("api-tokens?branch=1").statusCode()).isEqualTo(200);
        assertThat(all.send("DELETE", victim, "").statusCode()).isEqualTo(204);
    }

    @Test
    void nobody_gives_a_token_more_than_they_may_do_themselves() {
        var wish = api.body("POST /api-tokens");

        assertThat(api.user(2).post("api-tokens", wish.toString()).body()).contains("SETTINGS_EDIT");
        var both = wish.deepCopy();
        both.withArray("branches").add(2);
        assertThat(api.stranger().post("api-tokens", both.toString()).statusCode())
                .isEqualTo(403);
        assertThat(api.user(1).post("api-tokens", both.toString()).statusCode()).isEqualTo(201);
        var empty = wish.deepCopy();
        empty.putArray("permissions");
        assertThat(api.user(1).post("api-tokens", empty.toString()).body())
                .contains("token-draft-invalid", "\"field\":\"permissions\"");
    }

    @Test
    void the_tokens_of_somebody_who_has_left_end() {
        api.change(
                "insert into school_user (id, login, password, name, language) values (6, 'leaver', '-', 'Уходит', 'ru')");
        api.change("insert into school_role (user_id, branch_id, role) values (6, 1, 'ADMINISTRATOR')");
        var made = ApiTestApplication.json(
                api.user(6).post("api-tokens", api.body("POST /api-tokens").toString()));
        var program = api.program(made.get("secret").asText());
        assertThat(program.get(INVOICES).statusCode()).isEqualTo(200);

        api.change("delete from school_role where user_id = 6");
        api.clock().advance(Duration.ofMinutes(1));

        assertThat(program.get(INVOICES).statusCode()).isEqualTo(401);
        assertThat(api.user(1)
                        .get("audit-records?branch=1&action=token.maker-left")
                        .body())
                .contains("token:" + made.at("/token/id").asText(), "\"system\"");
    }

    @Test
    @DisplayName("R156 the trail names the token and its maker")
    void the_trail_names_the_token_and_its_maker() {
        var secret = api.token("{\"branches\":[1],\"permissions\":[\"INVOICE_ISSUE\"]}");
        var actor = "token:" + tokenWith(secret) + "/user:1";

        api.program(secret).post("invoices", api.body("POST /invoices").toString());

        assertThat(api.user(1).get("audit-records?branch=1&actor=" + actor).body())
                .contains("\"invoice.issued\"", actor);
    }

    @Test
    void a_secret_is_nowhere_but_in_the_answer_that_made_it() {
        var wish = api.body("POST /api-tokens").toString();
        var first = api.user(1).post("api-tokens", wish, "Idempotency-Key", "token once");
        var again = api.user(1).post("api-tokens", wish, "Idempotency-Key", "token once");
        var secret = ApiTestApplication.json(first).get("secret").asText();
        api.program(secret).get(INVOICES);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(api.user(1).get("api-tokens?branch=1&limit=500").body())
                .contains(secret.substring(0, 8))
                .doesNotContain(secret);
        assertThat(api.user(1)
                        .get("audit-records?branch=1&action=token.made&limit=500")
                        .body())
                .contains(secret.substring(0, 8))
                .doesNotContain(secret);
        assertThat(api.number("select count(*) from reply where answer like '%" + secret + "%'"))
                .isZero();
        assertThat(api.number("select count(*) from api_token where hash like '%" + secret.substring(8) + "%'"))
                .isZero();
    }

    @Test
    void the_last_use_is_shown_to_the_minute() {
        var secret = api.token(READING);
        var place = "api-tokens/" + tokenWith(secret);
        assertThat(lastUse(api.user(1).get(place))).isEqualTo("null");

        api.program(secret).get(INVOICES);
        var first = lastUse(api.user(1).get(place));
        api.clock().advance(Duration.ofSeconds(59));
        api.program(secret).get(INVOICES);

        assertThat(first).isEqualTo(api.clock().now().minusSeconds(59).toString());
        assertThat(lastUse(api.user(1).get(place))).isEqualTo(first);
    }

    @Test
    @DisplayName("tokens open /crm/api/v1 alone: not the event streams, not the CRM's own addresses")
    void tokens_open_nothing_else() {
        var program = api.program(EnumSet.allOf(Permission.class));

        assertThat(program.get("runs/" + api.run()).statusCode()).isEqualTo(200);
        assertThat(program.at("/crm/").get("events?run=" + api.run()).statusCode())
                .isEqualTo(401);
        assertThat(program.at("/crm/demo/").get("me").statusCode()).isEqualTo(401);
    }

    private static String lastUse(HttpResponse<String> shown) {
        return ApiTestApplication.json(shown).get("lastUsedAt").asText();
    }

    private static long tokenWith(String secret) {
        return api.number("select id from api_token where mark = '" + secret.substring(0, 8) + "'");
    }
}
