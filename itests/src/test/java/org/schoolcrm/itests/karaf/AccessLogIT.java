package org.schoolcrm.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.schoolcrm.itests.karaf.KarafContainer.Karaf;

/** Who came in, who went, and who was refused what stands in a log of its own, without any secret. */
@ExtendWith(KarafContainer.class)
class AccessLogIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Karaf karaf;

    AccessLogIT(Karaf karaf) {
        this.karaf = karaf;
    }

    @Test
    void logins_and_logouts_are_logged_with_address_and_user() {
        var before = lines().size();
        var viewer = karaf.browser().logIn("viewer");
        viewer.submit("/logout", Map.of());

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(since(before))
                        .anyMatch(line -> line.matches(".* login of user \\d+ from 127\\.0\\.0\\.1"))
                        .anyMatch(line -> line.matches(".* logout of user \\d+ .*from 127\\.0\\.0\\.1")));
    }

    @Test
    void a_login_that_fails_is_logged_without_what_was_typed() {
        var before = lines().size();
        new RawHttp(karaf.home(), "127.0.7.1").logIn("admin%0D%0Aforged", "typed-secret", "");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(since(before))
                        .anyMatch(line -> line.contains("127.0.7.1") && line.contains("failed"))
                        .anyMatch(line -> line.contains("refused 403: POST /login from 127.0.7.1")));
        assertThat(since(before)).noneMatch(line -> line.contains("typed-secret") || line.contains("forged"));
    }

    @Test
    void a_refusal_is_logged_with_the_user_it_met() {
        var before = lines().size();
        new RawHttp(karaf.home(), "127.0.7.2").request("GET", "/crm/api/v1/mailings?branch=1&key=typed-secret", "", "");
        var viewer = karaf.browser().logIn("viewer");
        assertThat(viewer.postRaw("mailings/1000/runs", "{}").statusCode()).isEqualTo(403);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(since(before))
                        .anyMatch(line -> line.contains("refused 401: GET /crm/api/v1/mailings from 127.0.7.2, user -"))
                        .anyMatch(line -> line.matches(
                                ".*refused 403: POST /crm/api/v1/mailings/1000/runs from .*, user [^-].*")));
        assertThat(since(before)).noneMatch(line -> line.contains("typed-secret"));
    }

    @Test
    void an_address_that_is_a_secret_itself_is_not_logged() {
        var before = lines().size();
        var http = new RawHttp(karaf.home(), "127.0.7.3");
        var many = "GET /i/AAAAAAAAAAAAAAAAAAAAAA HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(100);
        await().atMost(Duration.ofMinutes(2))
                .until(() -> http.send(many, Duration.ofSeconds(1)).text().contains("HTTP/1.1 429"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(since(before))
                        .anyMatch(line -> line.contains("refused 429: GET pay from 127.0.7.3")));
        assertThat(since(before)).noneMatch(line -> line.contains("AAAAAAAA"));
    }

    @Test
    void a_session_in_a_cookie_that_has_no_name_is_in_no_log() {
        var http = new RawHttp(karaf.home(), "127.0.7.4");
        for (var cookie :
                List.of("bare-session-token", "crm_session\u00e9=bare-session-token", "=bare-session-token")) {
            http.request("GET", "/crm/api/v1/mailings?branch=1", "Cookie: " + cookie + "\r\n", "");
        }

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(lines()).anyMatch(line -> line.contains("mailings from 127.0.7.4")));
        assertThat(lines("karaf.log")).isNotEmpty().noneMatch(line -> line.contains("bare-session-token"));
        assertThat(lines()).noneMatch(line -> line.contains("bare-session-token"));
    }

    private List<String> since(int before) {
        var now = lines();
        return now.subList(before, now.size());
    }

    private List<String> lines() {
        return lines("access-control.log");
    }

    private List<String> lines(String log) {
        try {
            return Files.readAllLines(
                    karaf.process().folder().resolve("data/log").resolve(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
