package org.schoolcrm.channel.spi;

import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;

/**
 * What was fetched from a provider that keeps news until somebody asks.
 *
 * @param cursor what to ask with next, once the news are kept: the provider forgets what was told before it
 * @param report whether the provider could be asked; {@code NOT_OFFERED} if the account's provider calls instead
 */
public record FetchedNews(ChannelNews news, String cursor, ConnectionReport report) {

    public static final FetchedNews NOT_OFFERED =
            new FetchedNews(ChannelNews.NONE, "", new ConnectionReport(Verdict.NOT_OFFERED, ""));

    /** Nothing came, and nothing was forgotten: the same cursor is asked with again. */
    public static FetchedNews failed(String cursor, ConnectionReport report) {
        return new FetchedNews(ChannelNews.NONE, cursor, report);
    }
}
