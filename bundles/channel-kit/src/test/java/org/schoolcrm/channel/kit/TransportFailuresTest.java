package org.schoolcrm.channel.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.runtime.api.HttpAnswer;

class TransportFailuresTest {

    @Test
    void only_what_never_arrived_may_be_sent_again() {
        assertThat(TransportFailures.sending(HttpAnswer.notSent("refused")).kind())
                .isEqualTo(Kind.RETRYABLE);
        assertThat(TransportFailures.sending(HttpAnswer.noAnswer("closed")).kind())
                .isEqualTo(Kind.UNCERTAIN);
    }

    @ParameterizedTest
    @CsvSource({
        "200, UNCERTAIN, NONE",
        "201, UNCERTAIN, NONE",
        "302, UNCERTAIN, NONE",
        "400, RETRYABLE, NONE",
        "401, HELD,      AUTH",
        "403, HELD,      AUTH",
        "404, RETRYABLE, NONE",
        "429, THROTTLED, PROVIDER_BUSY",
        "500, UNCERTAIN, NONE",
        "502, UNCERTAIN, NONE",
        "503, UNCERTAIN, NONE",
        "504, UNCERTAIN, NONE"
    })
    void an_answer_that_nobody_can_read_means_what_its_status_means(int status, Kind kind, Cause cause) {
        var outcome = TransportFailures.sending(HttpAnswer.of(status, "<html>secret</html>"));

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.cause()).isEqualTo(cause);
        assertThat(outcome.detail()).isEqualTo("HTTP " + status);
    }

    @Test
    void a_503_that_names_a_time_has_done_nothing() {
        var outcome = TransportFailures.sending(answer(503, Map.of("retry-after", "30")));

        assertThat(outcome.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(outcome.retryAfter()).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource({
        "7,                             PT7S",
        "999999,                        PT24H",
        "'Tue, 01 Sep 2026 06:01:30 GMT', PT1M30S",
        "'Tue, 01 Sep 2026 05:00:00 GMT',",
        "-5,",
        "soon,",
        "'',"
    })
    void a_time_to_wait_is_seconds_or_a_date_by_the_providers_clock(String header, @Nullable Duration wait) {
        var headers = Map.of("retry-after", header, "date", "Tue, 01 Sep 2026 06:00:00 GMT");

        assertThat(RetryAfter.of(answer(429, headers))).isEqualTo(wait);
    }

    @Test
    void a_trial_tells_a_wrong_login_from_an_absent_provider() {
        assertThat(TransportFailures.trial(HttpAnswer.notSent("refused")).verdict())
                .isEqualTo(Verdict.UNREACHABLE);
        assertThat(TransportFailures.trial(HttpAnswer.of(401, "")).verdict()).isEqualTo(Verdict.CREDENTIALS_REFUSED);
        assertThat(TransportFailures.trial(HttpAnswer.of(200, "?")).verdict()).isEqualTo(Verdict.UNCLEAR);
    }

    private static HttpAnswer answer(int status, Map<String, String> headers) {
        return new HttpAnswer(HttpAnswer.Kind.ANSWERED, status, headers, new byte[0], "");
    }
}
