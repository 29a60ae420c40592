package org.schoolcrm.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.schoolcrm.itests.karaf.ExamContainer.Exam;

/** One login is seen by the shell page, by the REST API and by the event stream. */
@ExtendWith(ExamContainer.class)
class LoginIT {

    private final Exam karaf;

    LoginIT(Exam karaf) {
        this.karaf = karaf;
    }

    @Test
    void nobody_gets_in_without_a_login() {
        var stranger = karaf.browser();

        assertThat(stranger.get("/").headers().firstValue("Location")).contains("/login");
        assertThat(stranger.get("/crm/api/v1/mailings?branch=1").statusCode()).isEqualTo(401);
        assertThat(stranger.get("/crm/demo/me").statusCode()).isEqualTo(401);
        assertThat(stranger.get("/crm/events?run=1").statusCode()).isEqualTo(401);
        assertThat(stranger.submit("/login", Map.of("login", "admin", "password", "wrong"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void one_login_opens_the_shell_the_api_and_the_event_stream() throws Exception {
        var admin = karaf.browser().logIn("admin");
        var run = admin.post(
                "mailings/" + admin.read("mailings?branch=2").at("/items/0").get("id") + "/runs", "{}");

        assertThat(admin.get("/").statusCode()).isEqualTo(200);
        assertThat(admin.read("runs/" + run.get("id")).get("run").get("id")).isEqualTo(run.get("id"));
        try (var events = admin.stream("/crm/events?run=" + run.get("id")).body()) {
            var text = new String(events.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).startsWith("event: progress").contains("\"state\":\"COMPLETED\"");
        }
    }

    @Test
    void a_logout_ends_it_everywhere() {
        var admin = karaf.browser().logIn("admin");
        admin.submit("/logout", Map.of());

        assertThat(admin.get("/crm/api/v1/mailings?branch=1").statusCode()).isEqualTo(401);
    }

    @Test
    void a_viewer_may_look_but_not_act() {
        var viewer = karaf.browser().logIn("viewer");

        assertThat(viewer.read("mailings?branch=1")).isNotEmpty();
        var refused = viewer.postRaw("mailings/1000/runs", "{}");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("urn:problem:not-allowed").contains("MAILING_RUN");
    }
}
