package org.schoolcrm.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.itests.karaf.KarafContainer.Karaf;

/** D22, D23: passwords cannot be guessed, and no header makes the one who guesses somebody else. */
@ExtendWith(KarafContainer.class)
class LoginGuardIT {

    private static final int FAILURES = 10;

    private final Karaf karaf;

    LoginGuardIT(Karaf karaf) {
        this.karaf = karaf;
    }

    @Test
    void after_ten_wrong_passwords_an_address_waits_and_nobody_else_does() {
        var guesser = from("127.0.1.1");
        assertThat(statuses(guesser, FAILURES * 3, ""))
                .startsWith(403)
                .endsWith(429)
                .filteredOn(status -> status == 403)
                .hasSizeBetween(FAILURES, FAILURES * 2);

        var locked = guesser.logIn("admin", "demo", "");
        assertThat(locked.status()).isEqualTo(429);
        assertThat(locked.header("Retry-After"))
                .hasValueSatisfying(
                        seconds -> assertThat(Integer.parseInt(seconds)).isBetween(1, 600));
        assertThat(from("127.0.1.2").logIn("admin", "demo", "").status()).isEqualTo(302);
    }

    /** The shared Karaf forgets one failure in six seconds, the archive as it ships in a minute. */
    @Test
    void the_right_password_works_again_after_the_wait() {
        var forgetful = from("127.0.1.3");
        assertThat(statuses(forgetful, FAILURES * 3, "")).contains(429);

        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> forgetful.logIn("admin", "demo", "").status() == 302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%6cogin", "/./login", "/x/../login", "//login", "/login;a=b"})
    void another_spelling_of_the_address_is_counted_like_the_address(String alias) {
        var guesser = from("127.0.5." + (1 + Math.floorMod(alias.hashCode(), 250)));

        var answers = IntStream.range(0, FAILURES * 2)
                .mapToObj(one -> post(guesser, alias, "wrong").status())
                .toList();

        assertThat(answers).endsWith(429);
        assertThat(post(guesser, alias, "demo").header("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/", "/loginx", "/login/", "/ui/x/login"})
    void no_other_address_takes_a_password(String path) {
        var answer = post(from("127.0.1.8"), path, "demo");

        assertThat(answer.status()).isIn(404, 405);
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void who_logs_in_often_is_not_locked_out() {
        var busy = from("127.0.1.4");

        assertThat(IntStream.range(0, FAILURES + 5)
                        .mapToObj(one -> busy.logIn("admin", "demo", "").status()))
                .allMatch(status -> status == 302);
    }

    @Test
    void an_unknown_user_is_answered_exactly_like_a_wrong_password() {
        var curious = from("127.0.1.5");

        var known = curious.logIn("admin", "wrong", "");
        var unknown = curious.logIn("nobody-of-that-name", "wrong", "");

        assertThat(unknown.body()).isEqualTo(known.body());
        assertThat(unknown.head().replaceAll("Date:.*", ""))
                .isEqualTo(known.head().replaceAll("Date:.*", ""));
    }

    @Test
    void an_integrators_password_cannot_be_guessed_either() {
        var guesser = from("127.0.1.6");

        var answers = IntStream.range(0, FAILURES * 2)
                .mapToObj(one -> guesser.request(
                                "GET", "/crm/api/v1/mailings?branch=1", "Authorization: Basic eDp5\r\n", "")
                        .status())
                .toList();

        assertThat(answers).startsWith(401).endsWith(429);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 203.0.113.%d",
                "X-Forwarded-For: 203.0.113.%d, 127.0.0.1",
                "X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-For: 203.0.113.%d",
                "x-forwarded-for: 203.0.113.%d",
                "X-Real-IP: 203.0.113.%d",
                "X-Client-IP: 203.0.113.%d",
                "True-Client-IP: 203.0.113.%d",
                "CF-Connecting-IP: 203.0.113.%d",
                "Forwarded: for=203.0.113.%d",
                "X-Originating-IP: 203.0.113.%d",
                "X-Forwarded-For: [2001:db8::%d]",
            })
    void a_forged_header_does_not_make_another_address(String header) {
        var guesser = from("127.0.2." + (1 + Math.floorMod(header.hashCode(), 250)));

        var answers = IntStream.range(0, FAILURES * 2)
                .mapToObj(one -> guesser.logIn(accountOf(guesser), "wrong", header.formatted(one) + "\r\n")
                        .status())
                .toList();

        assertThat(answers).endsWith(429);
    }

    @Test
    void a_forged_scheme_does_not_make_the_line_secure() {
        var answer = from("127.0.1.7").request("GET", "/login", "X-Forwarded-Proto: https\r\n", "");

        assertThat(answer.header("Strict-Transport-Security")).isEmpty();
    }

    private static RawHttp.Answer post(RawHttp guesser, String path, String password) {
        return guesser.request(
                "POST",
                path,
                "Content-Type: application/x-www-form-urlencoded\r\n",
                "login=" + accountOf(guesser) + "&password=" + password);
    }

    /** An account of the test's own, so that nobody else waits for it. */
    private static String accountOf(RawHttp guesser) {
        return "guessed-from-" + guesser.from();
    }

    private RawHttp from(String address) {
        return new RawHttp(karaf.home(), address);
    }

    private static List<Integer> statuses(RawHttp guesser, int times, String headers) {
        return Stream.generate(() ->
                        guesser.logIn(accountOf(guesser), "wrong", headers).status())
                .limit(times)
                .toList();
    }
}
