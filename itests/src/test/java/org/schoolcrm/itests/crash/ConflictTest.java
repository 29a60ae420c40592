package org.schoolcrm.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.itests.crash.CrashPlan.Mode;
import org.schoolcrm.itests.crash.CrashPlan.Point;
import org.schoolcrm.itests.crash.PaymentFlow.News;

/** A transaction that the database sacrifices to another one is done once more, and nobody notices. */
class ConflictTest {

    @Test
    @DisplayName("I1 I2 I3 I17 no conflict of transactions surfaces while money comes and goes")
    void no_conflict_surfaces_while_money_comes_and_goes() {
        try (var school = new School(
                CrashSettings.database(),
                PaymentFlow.NOON,
                PaymentFlow.CUSTOMERS,
                PaymentFlow.bundles(News.WEBHOOKS))) {
            PaymentFlow.prepare(school, News.WEBHOOKS);
            noneSurfaces(new Crashes(school, one -> new PaymentFlow(one, News.WEBHOOKS)));
        }
    }

    @Test
    @DisplayName("I7 I8 I9 I17 no conflict of transactions surfaces during a mailing")
    void no_conflict_surfaces_during_a_mailing() {
        try (var school =
                new School(CrashSettings.database(), MailingFlow.SLOT, MailingFlow.CUSTOMERS, MailingFlow.BUNDLES)) {
            MailingFlow.prepare(school);
            noneSurfaces(new Crashes(school, one -> new MailingFlow(one, Idempotency.NONE)));
        }
    }

    private static void noneSurfaces(Crashes crashes) {
        var points = crashes.points();

        var found = crashes.strike(points, ConflictTest::conflict);

        assertThat(points).filteredOn(Point::inTransaction).hasSizeGreaterThan(50);
        assertThat(found).isEmpty();
    }

    private static List<Mode> conflict(Point point) {
        return point.inTransaction() ? List.of(Mode.CONFLICT) : List.of();
    }
}
