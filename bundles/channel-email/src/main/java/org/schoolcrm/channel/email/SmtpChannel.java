package org.schoolcrm.channel.email;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ChannelProfile.AddressKind;
import org.schoolcrm.channel.spi.ChannelProfile.Capability;
import org.schoolcrm.channel.spi.ChannelProfile.Encoding;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.FetchedNews;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.Pace;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.provider.api.ConnectionReport;

/** E-mail through mail servers, over connections that are kept between messages: channels.md 3.1. */
public final class SmtpChannel implements MessageChannel, AutoCloseable {

    private final Map<ProviderAccountId, Connected> accounts = new ConcurrentHashMap<>();

    private record Connected(SmtpSettings settings, SmtpAccount account) {}

    /** A receiver may drop a second copy by its Message-ID, but nobody promises to. */
    @Override
    public ChannelProfile profile() {
        return new ChannelProfile(
                "smtp",
                "email",
                "Почтовый сервер (SMTP)",
                "Mail server (SMTP)",
                AddressKind.EMAIL,
                Encoding.HTML,
                Idempotency.NONE,
                new Pace(0, Duration.ZERO),
                0,
                Set.of(Capability.RECEIPTS),
                SmtpSettings.FIELDS);
    }

    @Override
    public List<String> problemsOf(Map<String, String> settings) {
        return SmtpSettings.problemsOf(profile().problemsOf(settings), settings);
    }

    @Override
    public ConnectionReport test(ProviderAccount account) {
        var problems = problemsOf(account.settings());
        return problems.isEmpty() ? connected(account).test() : ConnectionReport.invalid(problems);
    }

    @Override
    public ComposedMessage compose(ProviderAccount account, MessageDraft draft) {
        return connected(account).compose(draft);
    }

    @Override
    public SendOutcome send(ProviderAccount account, SendRequest request, SendContext context) {
        return connected(account).send(request, context);
    }

    @Override
    public FetchedNews fetch(ProviderAccount account, String cursor) {
        var mailbox = BounceMailbox.of(account);
        return mailbox == null ? FetchedNews.NOT_OFFERED : mailbox.fetch(cursor);
    }

    @Override
    public void close() {
        accounts.values().forEach(one -> one.account().close());
        accounts.clear();
    }

    /** Changed settings are a new connection. */
    private SmtpAccount connected(ProviderAccount account) {
        var settings = SmtpSettings.of(account);
        return accounts.compute(account.id(), (id, was) -> {
                    if (was != null && was.settings().equals(settings)) {
                        return was;
                    }
                    if (was != null) {
                        was.account().close();
                    }
                    return new Connected(settings, new SmtpAccount(settings));
                })
                .account();
    }
}
