package org.schoolcrm.channel.smpp;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jsmpp.GenericNackResponseException;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.schoolcrm.channel.smpp.SmppBind.BindException;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.channel.spi.SendRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the messages of an account over: all parts of a message one after the other, through one bind. */
final class SmppAccount implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SmppAccount.class);

    /** Whoever would wait longer for a place comes back later. */
    private static final Duration LONGEST_QUEUE = Duration.ofSeconds(5);

    private static final Duration STOPPING = Duration.ofSeconds(20);

    private final SmppSettings settings;
    private final SmppBind bind;
    private final PartsThrottle throttle;
    private final SentMessages sent;
    private final IncomingMessages incoming;
    private final Semaphore window;

    SmppAccount(
            SmppSettings settings,
            SmppBind bind,
            PartsThrottle throttle,
            SentMessages sent,
            IncomingMessages incoming) {
        this.settings = settings;
        this.bind = bind;
        this.throttle = throttle;
        this.sent = sent;
        this.incoming = incoming;
        this.window = new Semaphore(settings.window(), true);
    }

    SmppBind bind() {
        return bind;
    }

    /** Binds, and remembers the parts of accepted messages, so that their receipts are understood after a restart. */
    void listen(List<String> providerIds) {
        providerIds.forEach(sent::know);
        try {
            bind.session();
        } catch (BindException e) {
            LOG.debug("No receipts come: {}", e.getMessage());
        }
    }

    SendOutcome send(SendRequest request, SendContext context) {
        if (!acquire(1, LONGEST_QUEUE)) {
            return SendOutcome.throttled(Cause.PROVIDER_BUSY, Duration.ofSeconds(1), "the window is full");
        }
        try {
            return sendInWindow(request, context);
        } catch (BindException e) {
            return e.outcome();
        } finally {
            window.release();
        }
    }

    /** Waits for the answers that are due, then unbinds. */
    @Override
    public void close() {
        boolean quiet = acquire(settings.window(), STOPPING);
        bind.close();
        if (quiet) {
            window.release(settings.window());
        }
    }

    private SendOutcome sendInWindow(SendRequest request, SendContext context) throws BindException {
        var pause = throttle.pause();
        if (!pause.isZero()) {
            return SendOutcome.throttled(Cause.PROVIDER_BUSY, pause, "the SMSC is left alone");
        }
        if (throttle.queue().compareTo(LONGEST_QUEUE) > 0) {
            return SendOutcome.throttled(Cause.PROVIDER_BUSY, throttle.queue(), "too many parts a second");
        }
        var pdus = SubmitPdus.of(request.message());
        var session = bind.session();
        await(throttle.reserve(pdus.stream().mapToInt(SubmitPdus::parts).sum()));
        return context.beforeWire() ? submit(session, request, pdus) : SendOutcome.leaseLost();
    }

    private SendOutcome submit(SmppSession session, SendRequest request, List<byte[]> pdus) {
        var ids = new ArrayList<String>();
        for (var pdu : pdus) {
            if (!ids.isEmpty()) {
                await(throttle.spacing());
            }
            try {
                ids.add(settings.receiptId().ofAcceptance(session.submit(pdu)));
                throttle.accepted();
            } catch (NegativeResponseException e) {
                return ended(request, ids, pdus, refused(e.getCommandStatus()));
            } catch (GenericNackResponseException e) {
                return ended(request, ids, pdus, refused(e.getCommandStatus()));
            } catch (ConnectException | PDUException e) {
                return ended(request, ids, pdus, SendOutcome.of(Kind.RETRYABLE, words(e)));
            } catch (ResponseTimeoutException | InvalidResponseException | IOException e) {
                return ended(request, ids, pdus, SendOutcome.of(Kind.UNCERTAIN, words(e)));
            }
        }
        var accepted = sent.accepted(settings.receipts(), ids);
        if (accepted.fate() != null) {
            incoming.catchUp(accepted, ids.get(0));
        }
        return SendOutcome.accepted(accepted.providerId());
    }

    private SendOutcome refused(int status) {
        var outcome = SmppStatus.ofSubmit(status);
        return outcome.kind() == Kind.THROTTLED
                ? SendOutcome.throttled(outcome.cause(), throttle.refused(), outcome.detail())
                : outcome;
    }

    /** What of which a part is on its way has been sent, if not whole: nobody may send it again by himself. */
    private SendOutcome ended(SendRequest request, List<String> ids, List<byte[]> pdus, SendOutcome outcome) {
        if (outcome.kind() == Kind.UNCERTAIN && pdus.size() == 1) {
            sent.uncertain(request);
        }
        return ids.isEmpty()
                ? outcome
                : SendOutcome.of(
                        Kind.UNCERTAIN,
                        "%d of %d parts accepted, then %s".formatted(ids.size(), pdus.size(), outcome.detail()));
    }

    private boolean acquire(int permits, Duration longest) {
        try {
            return window.tryAcquire(permits, longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void await(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String words(Exception failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
