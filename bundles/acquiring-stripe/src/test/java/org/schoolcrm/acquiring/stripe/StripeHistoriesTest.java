package org.schoolcrm.acquiring.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.acquiring.simulation.AcquirerHistories;
import org.schoolcrm.acquiring.simulation.Histories;
import org.schoolcrm.acquiring.testkit.BankKit;

class StripeHistoriesTest extends AcquirerHistories {

    @Override
    protected BankKit kit() {
        return new StripeAcquirerTest().kit();
    }

    /** Seeds that once ended badly: the question about a refund was not sent, and the refund was taken for refused. */
    @ParameterizedTest
    @ValueSource(longs = {13_419, 15_636, 20_335})
    void a_refund_that_cannot_be_asked_about_is_not_taken_for_refused(long seed) {
        assertThat(Histories.run(kit(), seed, Set.of())).isEmpty();
    }
}
