package org.schoolcrm.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.persistence.Samples.BRANCH;
import static org.schoolcrm.persistence.Samples.NOW;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.Consent;
import org.schoolcrm.mailing.spi.ConsentStore.Known;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** Consents of customers in both databases. */
@OnBothDatabases
class ConsentStoreTest {

    private static final CustomerId ANNA = new CustomerId(800_001);
    private static final CustomerId BORIS = new CustomerId(800_002);

    private final StoreTestApplication stores;

    ConsentStoreTest(TestDatabase database) {
        stores = StoreTestApplication.on(database);
    }

    @Test
    void keeps_what_was_said_last_for_each_customer_and_channel_of_a_branch() {
        var anna = new Known(ANNA, "sms", Consent.WITHDRAWN, NOW);
        put(new Known(ANNA, "sms", Consent.GIVEN, NOW.minusSeconds(60)));
        put(anna);
        put(new Known(ANNA, "email", Consent.GIVEN, NOW));
        put(new Known(BORIS, "sms", Consent.GIVEN, NOW));

        assertThat(stores.consents().of(BRANCH, List.of(ANNA)))
                .containsExactly(new Known(ANNA, "email", Consent.GIVEN, NOW), anna);
        assertThat(stores.consents().of(BRANCH, List.of(ANNA, BORIS))).hasSize(3);
        assertThat(stores.consents().of(new BranchId(77), List.of(ANNA))).isEmpty();
        assertThat(stores.consents().of(BRANCH, List.of())).isEmpty();

        put(new Known(ANNA, "sms", Consent.UNKNOWN, NOW));
        put(new Known(ANNA, "email", Consent.UNKNOWN, NOW));
        assertThat(stores.consents().of(BRANCH, List.of(ANNA))).isEmpty();
    }

    private void put(Known consent) {
        stores.transactions().run(() -> stores.consents().put(BRANCH, consent));
    }
}
