package org.schoolcrm.channel.smpp;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.schoolcrm.channel.api.DeliveryReceiptInbox;
import org.schoolcrm.channel.api.InboundMessageInbox;
import org.schoolcrm.channel.smpp.IncomingMessages.Inboxes;
import org.schoolcrm.channel.smpp.SmppBind.BindException;
import org.schoolcrm.channel.spi.AcceptedMessage;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.FetchedNews;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.Pace;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.runtime.api.Clock;

/** SMS through an operator's SMSC, over a bind that is kept between messages: channels.md 7. */
public final class SmppChannel implements MessageChannel, AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final int IDLE_CHECK_SECONDS = 5;

    private final Inboxes inboxes;
    private final Clock clock;
    private final Duration answer;
    private final Map<ProviderAccountId, Connected> accounts = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer;
    private volatile boolean closed;

    private record Connected(SmppSettings settings, SmppAccount account) {}

    public SmppChannel(DeliveryReceiptInbox receipts, InboundMessageInbox messages, Clock clock) {
        this(new Inboxes(receipts, messages), clock, ANSWER);
    }

    SmppChannel(Inboxes inboxes, Clock clock, Duration answer) {
        this.inboxes = inboxes;
        this.clock = clock;
        this.answer = answer;
        this.timer = Executors.newScheduledThreadPool(2, task -> {
            var thread = new Thread(task, "smpp-binds");
            thread.setDaemon(true);
            return thread;
        });
        var unused = timer.scheduleWithFixedDelay(
                () -> accounts.values().forEach(one -> one.account().bind().releaseIfIdle()),
                IDLE_CHECK_SECONDS,
                IDLE_CHECK_SECONDS,
                TimeUnit.SECONDS);
    }

    @Override
    public ChannelProfile profile() {
        return SmppProfile.PROFILE;
    }

    @Override
    public List<String> problemsOf(Map<String, String> settings) {
        return SmppSettings.problemsOf(profile(), settings);
    }

    /** Binds and unbinds again, unless the account is bound with these settings anyway. */
    @Override
    public ConnectionReport test(ProviderAccount account) {
        var problems = problemsOf(account.settings());
        if (!problems.isEmpty()) {
            return ConnectionReport.invalid(problems);
        }
        var settings = SmppSettings.of(account);
        var known = accounts.get(account.id());
        if (known != null
                && known.settings().equals(settings)
                && known.account().bind().isUp()) {
            return new ConnectionReport(Verdict.OK, "");
        }
        var incoming = new IncomingMessages(account.id(), settings, inboxes, new SentMessages(), clock);
        try (var trial = bind(settings, incoming)) {
            trial.session();
            return new ConnectionReport(Verdict.OK, "");
        } catch (BindException e) {
            return new ConnectionReport(verdict(e.outcome()), e.outcome().detail());
        }
    }

    @Override
    public ComposedMessage compose(ProviderAccount account, MessageDraft draft) {
        return SubmitPdus.compose(SmppSettings.of(account), draft);
    }

    @Override
    public SendOutcome send(ProviderAccount account, SendRequest request, SendContext context) {
        return closed
                ? SendOutcome.of(SendOutcome.Kind.RETRYABLE, "the channel is being stopped")
                : connected(account).send(request, context);
    }

    /** Every message has one part at least; those of several are spaced here. */
    @Override
    public Pace pace(ProviderAccount account) {
        return new Pace(SmppSettings.partsPerSecond(account), Duration.ZERO);
    }

    /** Sees to it that the account is bound, since the SMSC reports of its own accord. */
    @Override
    public List<DeliveryReceipt> poll(ProviderAccount account, List<AcceptedMessage> messages) {
        if (!closed) {
            connected(account)
                    .listen(messages.stream().map(AcceptedMessage::providerId).toList());
        }
        return List.of();
    }

    /** Sees to it that the account is bound, since the SMSC hands on what people write of its own accord. */
    @Override
    public FetchedNews fetch(ProviderAccount account, String cursor) {
        if (!closed) {
            timer.execute(connected(account).bind()::keep);
        }
        return FetchedNews.NOT_OFFERED;
    }

    /** Takes no more work, waits for the answers that are due and unbinds. */
    @Override
    public void close() {
        closed = true;
        accounts.values().forEach(one -> one.account().close());
        accounts.clear();
        timer.shutdownNow();
    }

    private static Verdict verdict(SendOutcome outcome) {
        return outcome.cause() == Cause.AUTH
                ? Verdict.CREDENTIALS_REFUSED
                : outcome.detail().startsWith(SmppStatus.WORDS) ? Verdict.UNCLEAR : Verdict.UNREACHABLE;
    }

    /** Changed settings are a new bind. */
    private SmppAccount connected(ProviderAccount account) {
        var settings = SmppSettings.of(account);
        return accounts.compute(account.id(), (id, was) -> {
                    if (was != null && was.settings().equals(settings)) {
                        return was;
                    }
                    if (was != null) {
                        timer.execute(was.account()::close);
                    }
                    return new Connected(settings, account(id, settings));
                })
                .account();
    }

    private SmppAccount account(ProviderAccountId id, SmppSettings settings) {
        var sent = new SentMessages();
        var incoming = new IncomingMessages(id, settings, inboxes, sent, clock);
        var throttle = new PartsThrottle(settings.partsPerSecond(), System::nanoTime);
        return new SmppAccount(settings, bind(settings, incoming), throttle, sent, incoming);
    }

    private SmppBind bind(SmppSettings settings, IncomingMessages incoming) {
        return new SmppBind(settings, incoming, timer, System::nanoTime, answer);
    }
}
