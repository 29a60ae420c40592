package org.schoolcrm.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolcrm.itests.crash.PaymentFlow.News;

/** Wherever a node dies while money comes and goes, our ledger and the CRM's end as the bank's books. */
class PaymentCrashTest {

    @ParameterizedTest
    @EnumSource
    @DisplayName("I1 I2 I3 I4 I5 I6 I10 I11 I17 hold wherever a node dies in pay, webhook, reconcile and refund")
    void the_ledger_ends_as_the_banks_books_wherever_a_node_dies(News news) {
        try (var school = new School(
                CrashSettings.database(), PaymentFlow.NOON, PaymentFlow.CUSTOMERS, PaymentFlow.bundles(news))) {
            PaymentFlow.prepare(school, news);
            var crashes = new Crashes(school, one -> new PaymentFlow(one, news));
            var points = crashes.points();

            var found = crashes.strike(points, CrashSettings.modesOfRepeatedActs());

            assertThat(points).hasSizeGreaterThan(150);
            assertThat(found).isEmpty();
        }
    }
}
