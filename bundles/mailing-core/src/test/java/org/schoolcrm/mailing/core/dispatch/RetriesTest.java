package org.schoolcrm.mailing.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolcrm.mailing.core.channel.RedactedText;

class RetriesTest {

    private static final Instant NOW = Instant.parse("2026-09-01T06:00:00Z");

    @Test
    void waits_longer_each_time_and_never_quite_alike() {
        for (int attempt = 0; attempt < 6; attempt++) {
            var pause = Duration.between(NOW, Retries.afterFailure(NOW, attempt, null, null));
            assertThat(pause).isBetween(Duration.ofSeconds(15), Duration.ofHours(6));
        }
        assertThat(Retries.afterFailure(NOW, 5, null, null)).isAfterOrEqualTo(NOW.plus(Duration.ofHours(3)));
    }

    @Test
    void comes_back_no_sooner_than_the_provider_asked() {
        assertThat(Retries.afterFailure(NOW, 0, Duration.ofMinutes(5), null))
                .isEqualTo(NOW.plus(Duration.ofMinutes(5)));
    }

    @Test
    void tries_once_more_before_there_is_nothing_to_ask_for_any_more() {
        var deadline = NOW.plus(Duration.ofHours(1));

        assertThat(Retries.afterFailure(NOW, 5, null, deadline)).isBetween(NOW, deadline);
        assertThat(Retries.afterFailure(NOW, 0, null, deadline)).isBefore(deadline);
    }

    @ParameterizedTest(name = "{0} is kept as {1}")
    @CsvSource({
        "no route to 79161234567, no route to …4567",
        "Unauthorized: bot123456:AAE-x_y9 was revoked, Unauthorized: bot… was revoked",
        "bad password=hunter2 for school, bad password=… for school",
        "250 2.0.0 Ok: queued as ABC123, 250 2.0.0 Ok: queued as ABC123",
    })
    void words_of_providers_are_kept_without_secrets(String said, String kept) {
        assertThat(RedactedText.masked(said)).isEqualTo(kept);
        assertThat(RedactedText.masked("x".repeat(5000))).hasSize(1000);
    }
}
