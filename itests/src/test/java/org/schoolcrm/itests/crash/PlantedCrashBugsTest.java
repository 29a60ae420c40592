package org.schoolcrm.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.itests.application.Wiring;
import org.schoolcrm.itests.crash.PaymentFlow.News;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** That the crash points find nothing means something only if they find what is there. */
class PlantedCrashBugsTest {

    private static final School PAYING =
            new School(TestDatabase.h2(), PaymentFlow.NOON, PaymentFlow.CUSTOMERS, PaymentFlow.bundles(News.WEBHOOKS));
    private static final School MAILING =
            new School(TestDatabase.h2(), MailingFlow.SLOT, MailingFlow.CUSTOMERS, MailingFlow.BUNDLES);

    @BeforeAll
    static void prepare() {
        PaymentFlow.prepare(PAYING, News.WEBHOOKS);
        MailingFlow.prepare(MAILING);
    }

    @AfterAll
    static void close() {
        PAYING.close();
        MAILING.close();
    }

    @Test
    void thanking_the_bank_before_the_commit_is_found() {
        assertThat(ofPaying("webhook: commit", PlantedBugs::bankIsThankedBeforeTheCommit))
                .anyMatch(finding -> finding.startsWith("I11"));
    }

    @Test
    void calling_the_bank_before_the_attempt_is_kept_is_found() {
        assertThat(ofPaying("pay: bank", PlantedBugs::bankIsCalledBeforeTheAttemptIsKept))
                .anyMatch(finding -> finding.startsWith("I17"));
    }

    @Test
    void credits_without_a_key_are_found() {
        assertThat(ofPaying("payment-posting: commit", PlantedBugs::creditsHaveNoKey))
                .anyMatch(finding -> finding.startsWith("I3"));
    }

    @Test
    void planning_jobs_after_the_commit_is_found() {
        assertThat(ofPaying("refund: commit", PlantedBugs::jobsArePlannedAfterTheCommit))
                .anyMatch(finding -> finding.startsWith("I17"));
    }

    @Test
    void sending_again_what_was_on_the_wire_is_found() {
        assertThat(ofMailing("message-dispatch: send", PlantedBugs::whatWasOnTheWireIsSentAgain))
                .anyMatch(finding -> finding.startsWith("I9"));
    }

    @Test
    void not_marking_the_wire_is_found() {
        assertThat(ofMailing("message-dispatch: send", PlantedBugs::theWireIsNotMarked))
                .anyMatch(finding -> finding.startsWith("I9"));
    }

    @Test
    void committing_messages_apart_from_their_invoices_is_found() {
        assertThat(ofMailing("mailing-page: commit", PlantedBugs::messagesAreCommittedApart))
                .isNotEmpty();
    }

    /** The first findings at points that begin like that; a bug that shows without a crash fails the test itself. */
    private static List<String> ofPaying(String where, Consumer<Wiring> bug) {
        return new Crashes(PAYING, one -> new PaymentFlow(one, News.WEBHOOKS, bug)).firstFindings(where);
    }

    private static List<String> ofMailing(String where, Consumer<Wiring> bug) {
        return new Crashes(MAILING, one -> new MailingFlow(one, Idempotency.NONE, bug)).firstFindings(where);
    }
}
