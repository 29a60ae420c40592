package org.schoolcrm.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;

/** Wherever a node dies during a mailing, everybody is invoiced once and written to at most once. */
class MailingCrashTest {

    private static final School SCHOOL =
            new School(CrashSettings.database(), MailingFlow.SLOT, MailingFlow.CUSTOMERS, MailingFlow.BUNDLES);

    @BeforeAll
    static void prepare() {
        MailingFlow.prepare(SCHOOL);
    }

    @AfterAll
    static void close() {
        SCHOOL.close();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("I7 I8 I9 I10 I17 hold wherever a node dies while a mailing is planned, issued and sent")
    void a_mailing_ends_as_the_rules_say_wherever_its_node_dies(Idempotency provider) {
        var crashes = new Crashes(SCHOOL, one -> new MailingFlow(one, provider));
        var points = crashes.points();
        // Providers differ in what they do about messages only.
        boolean whole = CrashSettings.everything() || provider == Idempotency.DEDUPES;

        var found = crashes.strike(
                points,
                point -> whole || point.stage().startsWith("message-") ? CrashSettings.modes(point) : List.of());

        assertThat(points).hasSizeGreaterThan(150);
        assertThat(found).isEmpty();
    }
}
