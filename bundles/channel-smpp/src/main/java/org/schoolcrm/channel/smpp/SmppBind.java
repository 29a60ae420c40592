package org.schoolcrm.channel.smpp;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.MessageReceiverListener;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transceiver bind of an account. It is kept while somebody asks for it, since receipts come over it, and made anew
 * when it breaks: after one second, then two, and so on up to a minute.
 */
final class SmppBind implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SmppBind.class);
    private static final int ENQUIRE_LINK_MILLIS = 30_000;
    private static final int BIND_MILLIS = 10_000;
    private static final int PDU_THREADS = 8;
    private static final int LONGEST_BACKOFF_SECONDS = 60;
    /** Where only one bind is allowed, the other nodes want their turn. */
    private static final Duration KEPT_ALONE = Duration.ofSeconds(15);

    private static final Duration KEPT = Duration.ofHours(1);

    private final SmppSettings settings;
    private final MessageReceiverListener incoming;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanos;
    private final long answerMillis;
    private @Nullable SmppSession session;
    private @Nullable BindException refusal;
    private int failures;
    private long nextTry;
    private volatile long asked;
    private boolean closed;

    /** Why there is no bind; a message that needs it ends like that. */
    static final class BindException extends Exception {

        private final transient SendOutcome outcome;

        BindException(SendOutcome outcome) {
            super(outcome.detail());
            this.outcome = outcome;
        }

        SendOutcome outcome() {
            return outcome;
        }
    }

    SmppBind(
            SmppSettings settings,
            MessageReceiverListener incoming,
            ScheduledExecutorService timer,
            LongSupplier nanos,
            Duration answer) {
        this.settings = settings;
        this.incoming = incoming;
        this.timer = timer;
        this.nanos = nanos;
        this.answerMillis = answer.toMillis();
        this.asked = nanos.getAsLong();
    }

    /** The session, bound now if it was not; while the SMSC is being left alone, what it said last. */
    synchronized SmppSession session() throws BindException {
        asked = nanos.getAsLong();
        if (closed) {
            throw new BindException(SendOutcome.of(Kind.RETRYABLE, "the channel is being stopped"));
        }
        if (session != null && session.isUp()) {
            return session;
        }
        if (refusal != null && nanos.getAsLong() - nextTry < 0) {
            throw refusal;
        }
        return bind();
    }

    /** Binds for the sake of what the SMSC has to say; not where other nodes want their turn, nor after a refused login. */
    synchronized void keep() {
        boolean refused = refusal != null && refusal.outcome().kind() == Kind.HELD;
        if (closed || settings.oneBind() || refused) {
            return;
        }
        try {
            session();
        } catch (BindException e) {
            LOG.debug("Nothing is heard from {}:{}: {}", settings.host(), settings.port(), e.getMessage());
        }
    }

    synchronized boolean isUp() {
        return session != null && session.isUp();
    }

    /** Lets others bind when nobody has asked for a while. */
    synchronized void releaseIfIdle() {
        var kept = settings.oneBind() ? KEPT_ALONE : KEPT;
        if (session != null && nanos.getAsLong() - asked > kept.toNanos()) {
            unbind();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        unbind();
    }

    private void unbind() {
        var old = session;
        session = null;
        if (old != null) {
            old.unbindAndClose();
        }
    }

    private SmppSession bind() throws BindException {
        var fresh = new SmppSession(new SmscConnections(settings));
        fresh.setMessageReceiverListener(incoming);
        fresh.setEnquireLinkTimer(ENQUIRE_LINK_MILLIS);
        fresh.setTransactionTimer(answerMillis);
        fresh.setPduProcessorDegree(PDU_THREADS);
        try {
            fresh.connectAndBind(settings.host(), settings.port(), parameters(), BIND_MILLIS);
        } catch (IOException e) {
            throw failed(e);
        }
        failures = 0;
        refusal = null;
        session = fresh;
        fresh.addSessionStateListener((state, before, source) -> {
            if (state == SessionState.CLOSED) {
                timer.execute(() -> lost(fresh));
            }
        });
        return fresh;
    }

    private BindException failed(IOException failure) {
        var outcome = failure.getCause() instanceof NegativeResponseException negative
                ? SmppStatus.ofBind(negative.getCommandStatus(), settings.oneBind())
                : SendOutcome.of(Kind.RETRYABLE, String.valueOf(failure.getMessage()));
        var pause = Duration.ofSeconds(Math.min(LONGEST_BACKOFF_SECONDS, 1L << Math.min(failures++, 6)));
        nextTry = nanos.getAsLong() + pause.toNanos();
        refusal = new BindException(outcome);
        return refusal;
    }

    /** Not of our own will, so receipts are waited for: bind again. */
    private synchronized void lost(SmppSession gone) {
        if (session == gone && !closed) {
            session = null;
            LOG.info("The SMPP bind to {}:{} is gone", settings.host(), settings.port());
            var unused = timer.schedule(this::bindAgain, 1, TimeUnit.SECONDS);
        }
    }

    /** Only as long as the login is not refused: an SMSC locks out whoever goes on trying. */
    private synchronized void bindAgain() {
        if (closed || session != null) {
            return;
        }
        try {
            bind();
        } catch (BindException e) {
            if (e.outcome().kind() != Kind.HELD && !settings.oneBind()) {
                var unused = timer.schedule(this::bindAgain, nextTry - nanos.getAsLong(), TimeUnit.NANOSECONDS);
            }
        }
    }

    private BindParameter parameters() {
        return new BindParameter(
                BindType.BIND_TRX,
                settings.systemId(),
                settings.password(),
                settings.systemType(),
                TypeOfNumber.UNKNOWN,
                NumberingPlanIndicator.UNKNOWN,
                "");
    }
}
