package org.schoolcrm.mailing.core.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.ChannelNews;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.FetchedNews;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.testkit.scripted.TalkingChannel;
import org.schoolcrm.mailing.api.AccountScope;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.core.MailingTestApplication;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.runtime.api.Attention;

class NewsFetcherTest {

    private static final String ANNA = "mail0@example.org";

    private final MailingTestApplication application = new MailingTestApplication();
    private final TalkingChannel channel = new TalkingChannel("talker", "email");

    @BeforeEach
    void somebody_who_has_got_an_invoice() {
        application.channels.clear();
        application.channels.add(channel);
        application.customer("Анна", "10.00");
        application.run(application.mailing(AccountScope.BASE, true), "hand");
    }

    @Test
    void a_bounce_that_waits_in_a_mailbox_ends_its_message() {
        channel.waiting.put("", fetched("1", new ChannelNews(List.of(bounce()), List.of())));

        application.runJobs(20);

        assertThat(application.memory.messages.states.get(id())).isEqualTo(MessageState.UNDELIVERED);
        assertThat(application.memory.messages.suppressed).containsExactly(ANNA);
    }

    @Test
    void what_was_fetched_is_kept_before_more_is_fetched_and_that_follows_at_once() {
        channel.waiting.put("", fetched("1", said("e-1")));
        channel.waiting.put("1", fetched("2", said("e-2")));
        channel.waiting.put("2", fetched("2", ChannelNews.NONE));

        application.runJobs(20);

        assertThat(application.cursors).containsValue("2");
        assertThat(application.inbound.kept).hasSize(2);
    }

    @Test
    void what_is_told_twice_counts_once() {
        channel.waiting.put("", fetched("1", said("e-1")));
        application.runJobs(20);
        application.cursors.clear();

        application.runJobs(20);

        assertThat(application.inbound.kept).hasSize(1);
    }

    @Test
    void whoever_keeps_the_news_back_is_told_to_a_person_and_nothing_is_forgotten() {
        var refused = new ConnectionReport(Verdict.CREDENTIALS_REFUSED, "wrong password");
        channel.waiting.put("", FetchedNews.failed("", refused));

        application.runJobs(20);

        assertThat(application.attentions).extracting(Attention::kind).containsOnly("channel.news-refused");
        assertThat(application.cursors).isEmpty();
    }

    private static FetchedNews fetched(String cursor, ChannelNews news) {
        return new FetchedNews(news, cursor, new ConnectionReport(Verdict.OK, ""));
    }

    private DeliveryReceipt bounce() {
        var at = application.clock.now();
        return new DeliveryReceipt(
                "e-1", null, "o-" + id(), DeliveryReceipt.Kind.UNDELIVERED, Cause.ADDRESS, "no such user", at);
    }

    private ChannelNews said(String event) {
        var at = application.clock.now();
        var message = new InboundMessage(event, InboundMessage.Kind.TEXT, ANNA, "Когда занятия?", at);
        return new ChannelNews(List.of(), List.of(message));
    }

    private long id() {
        return application.memory.messages.rows.keySet().iterator().next();
    }
}
