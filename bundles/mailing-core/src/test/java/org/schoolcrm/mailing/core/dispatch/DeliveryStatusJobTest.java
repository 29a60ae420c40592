package org.schoolcrm.mailing.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.ChannelProfile.Capability;
import org.schoolcrm.channel.spi.DeliveryReceipt.Kind;
import org.schoolcrm.channel.testkit.scripted.TalkingChannel;
import org.schoolcrm.mailing.api.AccountScope;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.core.MailingTestApplication;

class DeliveryStatusJobTest {

    private final MailingTestApplication application = new MailingTestApplication();
    private final TalkingChannel channel = new TalkingChannel("talker", "email", Set.of(Capability.STATUS_QUERY));

    @Test
    void the_provider_is_asked_ever_more_rarely_until_it_knows() {
        send(channel);
        pass(Duration.ofHours(2));

        assertThat(channel.asked).hasSizeBetween(6, 8);
        channel.answers.put(channel.asked.get(0), Kind.READ);
        pass(Duration.ofHours(3));
        assertThat(application.memory.messages.states).containsValue(MessageState.DELIVERED);
        int asked = channel.asked.size();
        pass(Duration.ofDays(1));
        assertThat(channel.asked).hasSize(asked);
    }

    @Test
    void nobody_asks_for_ever() {
        send(channel);
        pass(Duration.ofDays(3));
        int asked = channel.asked.size();
        assertThat(asked).isLessThan(20);

        pass(Duration.ofDays(10));
        assertThat(channel.asked).hasSize(asked);
        assertThat(application.memory.messages.states).containsValue(MessageState.ACCEPTED);
    }

    @Test
    void who_calls_us_is_asked_only_when_the_calls_do_not_come() {
        var calling = new TalkingChannel("talker", "email");
        send(calling);
        pass(Duration.ofMinutes(9));
        assertThat(calling.asked).isEmpty();

        pass(Duration.ofMinutes(3));
        assertThat(calling.asked).hasSize(1);
    }

    @Test
    void who_cannot_be_asked_is_not() {
        var silent = new TalkingChannel("talker", "email", Set.of(Capability.RECEIPTS));
        send(silent);
        pass(Duration.ofHours(5));

        assertThat(silent.asked).isEmpty();
    }

    private void send(TalkingChannel by) {
        application.channels.clear();
        application.channels.add(by);
        application.customer("Анна", "10.00");
        application.run(application.mailing(AccountScope.BASE, true), "hand");
    }

    /** In steps of half a minute. */
    private void pass(Duration time) {
        for (int step = 0; step < time.toSeconds() / 30; step++) {
            application.runJobs(1);
            application.clock.advance(Duration.ofSeconds(29));
        }
    }
}
