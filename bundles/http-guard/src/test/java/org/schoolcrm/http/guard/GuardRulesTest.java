package org.schoolcrm.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules alone, without a container. */
class GuardRulesTest {

    private static final String CLIENT = "192.0.2.1";
    private static final Map<String, String> ADDRESSES = Map.of(
            "addresses.login", "/login, /logout",
            "addresses.pay", "/i/*",
            "addresses.events", "/crm/events",
            "addresses.api", "/crm/*",
            "addresses.parts", "/crm/api/v1, /crm/events, /hooks, /i, /u");

    private final GuardRules rules = rules(Map.of());

    @ParameterizedTest
    @CsvSource({
        "/crm/api/v1/invoices,  /crm/api/v1, false",
        "/crm/api/v1/invoices,  /crm,        true",
        "/crm/api/v1,           '',          true",
        "/crm/api/v1x,          '',          false",
        "/crm/api/v2/invoices,  /crm,        false",
        "/crm/api/docs,         /crm,        false",
        "/crm/events,           '',          true",
        "/hooks/sandbox/key,    /hooks,      false",
        "/hooks/sandbox/key,    '',          true",
        "/i/AAAA,               '',          true",
        "/u/AAAA,               '',          true",
        "/imprint,              '',          false",
        "/health,               '',          false",
    })
    void an_address_of_a_part_that_is_away_is_told_from_one_that_nobody_has(
            String path, String servedAt, boolean away) {
        assertThat(rules.isAway(path, servedAt)).isEqualTo(away);
    }

    @ParameterizedTest
    @CsvSource({"get, 501", "Post, 501", "GET, 0", "PROPFIND, 0", "M-SEARCH, 501"})
    void a_method_is_spelled_in_capitals(String method, int status) {
        assertThat(statusOf(rules.refuse(call(method, "/", -1, false)))).isEqualTo(status);
    }

    @Test
    void what_is_older_than_chunks_is_not_sent_in_chunks() {
        var old = new Call("POST", "/", CLIENT, -1, true, true, Call.Credentials.NONE);

        assertThat(statusOf(rules.refuse(old))).isEqualTo(400);
    }

    @Test
    void a_body_that_is_announced_as_too_large_is_refused_unread_and_a_stream_takes_none() {
        assertThat(statusOf(rules.refuse(call("POST", "/login", 17 * 1024, false))))
                .isEqualTo(413);
        assertThat(statusOf(rules.refuse(call("GET", "/crm/events", 1, false)))).isEqualTo(413);
        assertThat(statusOf(rules.refuse(call("GET", "/crm/events", -1, true)))).isEqualTo(413);
        assertThat(statusOf(rules.refuse(call("GET", "/crm/events", -1, false))))
                .isZero();
    }

    @Test
    void failed_logins_lock_out_and_others_do_not_count() {
        var login = call("POST", "/login", 30, false);
        for (int success = 0; success < 30; success++) {
            assertThat(rules.refuse(login)).isEmpty();
            rules.answered(login, 302, false);
        }
        for (int failure = 0; failure < 10; failure++) {
            assertThat(rules.refuse(login)).isEmpty();
            rules.answered(login, 403, false);
        }

        assertThat(statusOf(rules.refuse(login))).isEqualTo(429);
        assertThat(rules.refuse(call("GET", "/login", -1, false))).isEmpty();
    }

    @Test
    void wrong_tokens_lock_out_and_what_a_right_one_may_not_do_does_not_count() {
        var token = bearing("Bearer crm_x");
        for (int refused = 0; refused < 30; refused++) {
            assertThat(rules.refuse(token)).isEmpty();
            rules.answered(token, 403, true);
        }
        for (int failure = 0; failure < 10; failure++) {
            assertThat(rules.refuse(token)).isEmpty();
            rules.answered(token, 401, false);
        }

        assertThat(statusOf(rules.refuse(token))).isEqualTo(429);
        assertThat(statusOf(rules.refuse(bearing("Basic eDp5")))).isEqualTo(429);
        assertThat(rules.refuse(call("GET", "/crm/api/v1/invoices", -1, false))).isEmpty();
    }

    @Test
    void many_requests_with_a_token_may_be_under_way_at_once_and_many_passwords_may_not() {
        for (int request = 0; request < 50; request++) {
            assertThat(rules.refuse(bearing("bearer crm_x"))).isEmpty();
        }
        for (int request = 0; request < 10; request++) {
            assertThat(rules.refuse(bearing("Basic eDp5"))).isEmpty();
        }

        assertThat(statusOf(rules.refuse(bearing("Basic eDp5")))).isEqualTo(429);
    }

    private static Call bearing(String authorization) {
        return new Call("GET", "/crm/api/v1/invoices", CLIENT, -1, false, false, Call.Credentials.of(authorization));
    }

    @Test
    @DisplayName("one client's event streams are limited, and a closed one makes room")
    void streams_are_limited() {
        var few = rules(Map.of("streams.per.client", "2"));
        var stream = call("GET", "/crm/events", -1, false);

        assertThat(few.openStream(stream)).isEmpty();
        assertThat(few.openStream(stream)).isEmpty();
        assertThat(statusOf(few.openStream(stream))).isEqualTo(429);
        few.closeStream(stream);
        assertThat(few.openStream(stream)).isEmpty();
    }

    @Test
    @DisplayName("one client's connections are limited, a trusted proxy's are those of many clients")
    void connections_are_limited() {
        var few = rules(Map.of("connections.per.client", "2", "trusted.proxies", "192.0.2.9"));

        assertThat(few.connect(CLIENT)).isTrue();
        assertThat(few.connect(CLIENT)).isTrue();
        assertThat(few.connect(CLIENT)).isFalse();
        assertThat(few.connect("192.0.2.2")).isTrue();
        few.disconnect(CLIENT);
        assertThat(few.connect(CLIENT)).isTrue();
        for (int client = 0; client < 100; client++) {
            assertThat(few.connect("192.0.2.9")).isTrue();
        }
    }

    private static int statusOf(Optional<Refusal> refusal) {
        return refusal.map(Refusal::status).orElse(0);
    }

    private static Call call(String method, String path, long length, boolean chunked) {
        return new Call(method, path, CLIENT, length, chunked, false, Call.Credentials.NONE);
    }

    private static GuardRules rules(Map<String, String> settings) {
        var all = new HashMap<>(ADDRESSES);
        all.putAll(settings);
        return new GuardRules(GuardSettings.of(all), TimeMeter.SYSTEM_NANOTIME);
    }
}
