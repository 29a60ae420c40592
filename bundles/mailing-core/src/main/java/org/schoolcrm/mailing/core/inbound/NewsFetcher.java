package org.schoolcrm.mailing.core.inbound;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.schoolcrm.channel.spi.ChannelNews;
import org.schoolcrm.channel.spi.FetchedNews;
import org.schoolcrm.mailing.core.channel.ConnectedChannel;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.spi.FetchCursors;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.RecurringJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the news of accounts whose provider keeps them until somebody asks, such as a mailbox for bounces or a bot
 * without a public address. What was fetched is kept before the provider is told so by the next question.
 */
public final class NewsFetcher extends RecurringJob {

    private static final String KIND = "provider-news";
    private static final Logger LOG = LoggerFactory.getLogger(NewsFetcher.class);
    private static final Duration PERIOD = Duration.ofSeconds(15);

    private final Routing routing;
    private final FetchCursors cursors;
    private final ProviderNews news;
    private final Transactions transactions;

    public NewsFetcher(
            Routing routing,
            FetchCursors cursors,
            ProviderNews news,
            Transactions transactions,
            Jobs jobs,
            Clock clock) {
        super(KIND, PERIOD, transactions, jobs, clock);
        this.routing = routing;
        this.cursors = cursors;
        this.news = news;
        this.transactions = transactions;
    }

    @Override
    protected boolean runOnce() {
        boolean more = false;
        for (var channel : routing.connected()) {
            more |= fetch(channel);
        }
        return more;
    }

    /** Whether something came, so that more may wait. */
    private boolean fetch(ConnectedChannel channel) {
        var cursor = cursors.of(channel.id());
        var fetched = ask(channel, cursor);
        var told = fetched.report();
        if (told.verdict() == Verdict.CREDENTIALS_REFUSED) {
            transactions.run(() -> news.raise(channel.account(), "channel.news-refused", told.detail()));
        }
        if (told.verdict() != Verdict.OK || fetched.cursor().equals(cursor)) {
            return false;
        }
        each(fetched.news()).forEach(one -> keep(channel, one));
        transactions.run(() -> cursors.put(channel.id(), fetched.cursor()));
        news.apply();
        return true;
    }

    private static FetchedNews ask(ConnectedChannel channel, String cursor) {
        try {
            return channel.adapter().fetch(channel.account(), cursor);
        } catch (RuntimeException e) {
            LOG.warn("The news of {} could not be asked for", channel.account(), e);
            return FetchedNews.NOT_OFFERED;
        }
    }

    /** In a transaction of its own, so that one that cannot be kept holds back no other. */
    private void keep(ConnectedChannel channel, ChannelNews one) {
        try {
            transactions.run(() -> news.keep(channel.account(), channel.name(), one));
        } catch (RuntimeException e) {
            LOG.error("News of {} cannot be kept", channel.account(), e);
            transactions.run(() -> news.raise(channel.account(), "channel.call-unreadable", e.toString()));
        }
    }

    private static Stream<ChannelNews> each(ChannelNews all) {
        return Stream.of(
                        all.receipts().stream().map(receipt -> new ChannelNews(List.of(receipt), List.of())),
                        all.inbound().stream().map(message -> new ChannelNews(List.of(), List.of(message))),
                        all.templates().stream()
                                .map(template -> new ChannelNews(List.of(), List.of(), List.of(template))))
                .flatMap(Function.identity());
    }
}
