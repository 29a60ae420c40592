package org.schoolcrm.mailing.core.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.InboundMessage.Kind;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.testkit.scripted.TalkingChannel;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.AccountScope;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.core.MailingTestApplication;
import org.schoolcrm.mailing.core.dispatch.DirectMessages;
import org.schoolcrm.mailing.spi.Outbox.Purpose;
import org.schoolcrm.problem.ProblemException;

/** What an adapter hears over a connection of its own counts like what a provider calls about. */
class InboundMessageProcessorTest {

    private static final String ANNA = "mail0@example.org";

    private final MailingTestApplication application = new MailingTestApplication();

    @BeforeEach
    void somebody_who_has_got_an_invoice() {
        application.channels.clear();
        application.channels.add(new TalkingChannel("talker", "email"));
        application.phone = "+7 495 000-00-00";
        application.memory.mailings.save(new Template(
                DirectMessages.TEXT_TEMPLATE, 1, new BranchId(0), DeliveryMethod.SMS, "", "", "{message.text}"));
        application.customer("Анна", "10.00");
        application.run(application.mailing(AccountScope.BASE, true), "hand");
    }

    @Test
    void who_refuses_is_on_the_stop_list_of_the_channel_until_he_takes_it_back() {
        told("e-1", Kind.STOP, "стоп");
        assertThat(application.memory.messages.suppressed).containsExactly(ANNA);

        told("e-2", Kind.RESUMED, "старт");
        assertThat(application.memory.messages.suppressed).isEmpty();
    }

    @Test
    void other_words_are_kept_and_answered_once() {
        told("e-1", Kind.TEXT, "(1/2) Когда ");
        told("e-2", Kind.TEXT, "(2/2) занятия?");
        told("e-2", Kind.TEXT, "(2/2) занятия?");

        assertThat(application.inbound.kept).hasSize(2);
        assertThat(application.memory.messages.rows.values())
                .filteredOn(row -> row.purpose() == Purpose.REPLY)
                .hasSize(1);
    }

    @Test
    void what_cannot_be_placed_is_not_taken_so_that_it_is_told_again() {
        var account = application.providerAccounts.of("talker");
        var message = message("e-1", Kind.TEXT, "Ау?");
        application.channels.clear();
        assertThatThrownBy(() -> application.inbox.take(account, message)).hasMessageContaining("away");
        assertThatThrownBy(() -> application.inbox.take(new ProviderAccountId(404), message))
                .isInstanceOf(ProblemException.class);

        assertThat(application.inbound.kept).isEmpty();
    }

    private void told(String event, Kind kind, String text) {
        application.inbox.take(application.providerAccounts.of("talker"), message(event, kind, text));
        application.runJobs(3);
    }

    private InboundMessage message(String event, Kind kind, String text) {
        return new InboundMessage(event, kind, ANNA, text, application.clock.now());
    }
}
