package org.schoolcrm.shell.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.ChannelConsent;
import org.schoolcrm.mailing.api.Consent;
import org.schoolcrm.mailing.api.Consents;
import org.schoolcrm.mailing.api.Suppression;
import org.schoolcrm.runtime.api.Actor;

/** What operators see and note of consents. */
class ConsentCommandsTest {

    private static final Instant NOON = Instant.parse("2026-09-01T09:00:00Z");
    private static final Actor OPERATOR = new Actor("console:karaf");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream console = new PrintStream(out, true, StandardCharsets.UTF_8);
    private final NotedConsents consents = new NotedConsents();

    @Test
    void consents_are_listed_with_why_an_address_is_held_back_but_without_it() {
        var command = new ChannelConsents();
        command.branch = 1;
        command.customer = 7;
        command.run(console, consents, OPERATOR);

        assertThat(printed())
                .contains("whatsapp", "UNKNOWN", "no", "the operator refuses")
                .doesNotContain("79991234567");
    }

    @Test
    void a_consent_is_given_and_withdrawn_and_shown_as_it_is_then() {
        note(new ConsentGive());
        assertThat(printed()).contains("GIVEN", "2026-09-01T09:00:00Z");

        note(new ConsentWithdraw());
        assertThat(printed()).contains("WITHDRAWN");
    }

    @Test
    void the_branch_has_to_be_said() {
        assertThatThrownBy(() -> new ConsentGive().run(console, consents, OPERATOR))
                .hasMessageContaining("--branch");
    }

    private void note(ConsentNote command) {
        command.branch = 1;
        command.customer = 7;
        command.channel = "whatsapp";
        command.run(console, consents, OPERATOR);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static final class NotedConsents implements Consents {

        private Consent noted = Consent.UNKNOWN;

        @Override
        public List<ChannelConsent> of(BranchId branch, CustomerId customer) {
            var held = new Suppression(branch, "whatsapp", "79991234567", "the operator refuses", NOON);
            return List.of(new ChannelConsent(
                    "whatsapp", noted, noted == Consent.UNKNOWN ? null : NOON, noted == Consent.GIVEN, List.of(held)));
        }

        @Override
        public void set(BranchId branch, CustomerId customer, String channel, Consent consent, Actor actor) {
            noted = consent;
        }
    }
}
