package org.schoolcrm.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.itests.application.TestServer.ApiClient;

/** «Реквизиты» over the API: of the school, of a branch, with the caller's own words for what is wrong. */
class IssuerApiTest {

    private static ApiTestApplication api;
    private static ApiClient admin;

    @BeforeAll
    static void open() {
        api = new ApiTestApplication();
        admin = api.user(1);
    }

    @AfterAll
    static void close() {
        api.close();
    }

    @Test
    @DisplayName(
            "R054 R055 R057 what the administrator saves for the school holds in its branches, until one has its own")
    void what_is_saved_for_the_school_holds_in_its_branches() {
        var details = api.body("PUT /issuer-details/{branch}");

        var school = ApiTestApplication.json(admin.send("PUT", "issuer-details/0", details.toString()));
        assertThat(school.get("own").asBoolean()).isTrue();
        var followed = ApiTestApplication.json(admin.get("issuer-details/2"));
        assertThat(followed.get("own").asBoolean()).isFalse();
        assertThat(followed.get("details")).isEqualTo(details);

        var own = details.deepCopy()
                .put("name", "ИП Сидоров")
                .put("inn", "")
                .put("kpp", "")
                .put("ogrn", "");
        admin.send("PUT", "issuer-details/2", own.toString());
        assertThat(ApiTestApplication.json(admin.get("issuer-details/2"))
                        .at("/details/name")
                        .asText())
                .isEqualTo("ИП Сидоров");

        var again = ApiTestApplication.json(admin.send("DELETE", "issuer-details/2", ""));
        assertThat(again.get("details")).isEqualTo(details);
        assertThat(admin.get("audit-records?branch=2").body()).contains("issuer.changed", "issuer.dropped", "Сидоров");
    }

    @Test
    @DisplayName("R156 what concerns the whole school is in the trail for whoever may set up every branch")
    void changes_of_the_school_are_in_the_trail() {
        var details = api.body("PUT /issuer-details/{branch}").put("address", "Тверская, 1");

        admin.send("PUT", "issuer-details/0", details.toString());

        assertThat(admin.get("audit-records?branch=0&action=issuer.changed&actor=user:1")
                        .body())
                .contains("Тверская, 1");
        assertThat(api.stranger().get("audit-records?branch=0").statusCode()).isEqualTo(403);
        assertThat(api.stranger().get("audit-records?branch=2").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("R055 wrong numbers are named field by field in both languages")
    void wrong_numbers_are_named_in_both_languages() {
        var wrong = api.body("PUT /issuer-details/{branch}").put("inn", "7707083894");
        wrong.withObject("/bank").put("account", "40702810138000060318");

        var russian = admin.send("PUT", "issuer-details/1", wrong.toString());
        var english = admin.send("PUT", "issuer-details/1", wrong.toString(), "Accept-Language", "en");

        assertThat(russian.statusCode()).isEqualTo(422);
        assertThat(russian.body())
                .contains(
                        "\"field\":\"inn\"", "Проверьте ИНН", "\"field\":\"bank.account\"", "Проверьте расчетный счет");
        assertThat(english.body()).contains("Check the INN", "Check the account");
    }

    @Test
    void a_change_of_what_somebody_else_has_changed_is_refused() {
        var details = api.body("PUT /issuer-details/{branch}");
        var tag = admin.get("issuer-details/1").headers().firstValue("ETag").orElseThrow();

        var mine =
                admin.send("PUT", "issuer-details/1", details.put("phone", "1").toString(), "If-Match", tag);
        var late =
                admin.send("PUT", "issuer-details/1", details.put("phone", "2").toString(), "If-Match", tag);

        assertThat(mine.statusCode()).isEqualTo(200);
        assertThat(late.statusCode()).isEqualTo(412);
    }

    @Test
    void a_logo_that_is_no_picture_is_refused_whatever_it_calls_itself() {
        admin.send(
                "PUT",
                "issuer-details/1",
                api.body("PUT /issuer-details/{branch}").toString());

        var svg = admin.send("PUT", "issuer-details/1/logo", "<svg onload='alert(1)'/>", "Content-Type", "image/png");

        assertThat(svg.statusCode()).isEqualTo(422);
        assertThat(svg.body()).contains("PNG", "JPEG");
    }
}
