package org.schoolcrm.itests.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.schoolcrm.mailing.api.DeliveryMethod.EMAIL;
import static org.schoolcrm.mailing.api.DeliveryMethod.SMS;
import static org.schoolcrm.mailing.api.DeliveryMethod.TELEGRAM;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.mailing.api.Mailings;
import org.schoolcrm.runtime.testkit.TestDatabase;

class DemoContentTest {

    @Test
    void brings_a_mailing_of_each_method_to_each_branch_and_fires_none() {
        try (var database = TestDatabase.h2();
                var application = TestApplication.still(database, Instant.parse("2026-09-10T09:00:00Z"), 10)) {
            for (var branch : application.the(Branches.class).all()) {
                assertThat(application.the(Mailings.class).of(branch.id()))
                        .extracting(
                                one -> one.settings().how().method(),
                                one -> one.settings().name(),
                                one -> one.settings().active())
                        .containsExactly(
                                tuple(EMAIL, "Счета за текущий месяц", false),
                                tuple(SMS, "Счета по SMS", false),
                                tuple(TELEGRAM, "Счета в Telegram", false));
            }
        }
    }
}
