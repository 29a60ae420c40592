package org.schoolcrm.channel.smpp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ServerSocketFactory;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;
import org.jspecify.annotations.Nullable;

/** An SMSC by jSMPP's server side that answers each submit_sm as the test says. */
final class ScriptedSmsc implements AutoCloseable {

    /** Takes it and never says so. */
    static final Reaction SILENCE = new Reaction(0, true, false);
    /** Takes it and hangs up. */
    static final Reaction HANG_UP = new Reaction(0, false, true);

    static final Reaction ACCEPT = refuse(0);

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "scripted smsc");
        thread.setDaemon(true);
        return thread;
    });
    private final List<SubmitSm> accepted = new CopyOnWriteArrayList<>();
    private final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Integer> unbinds = new LinkedBlockingQueue<>();
    private int binds;
    private int open;
    private final RecordedConnections connections = new RecordedConnections();
    private volatile Function<SubmitSm, Reaction> script = pdu -> ACCEPT;
    private volatile int bindStatus;

    /** What is done about a submit_sm: a status of zero is acceptance. */
    record Reaction(int status, boolean silent, boolean hangsUp) {}

    ScriptedSmsc() {
        this(ServerSocketFactory.getDefault());
    }

    ScriptedSmsc(ServerSocketFactory sockets) {
        try {
            listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::listen);
    }

    static Reaction refuse(int status) {
        return new Reaction(status, false, false);
    }

    ScriptedSmsc when(Function<SubmitSm, Reaction> reaction) {
        script = reaction;
        return this;
    }

    ScriptedSmsc answersBindsWith(int status) {
        bindStatus = status;
        return this;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** What it has taken, answered or not. */
    List<SubmitSm> accepted() {
        return accepted;
    }

    static String id(int number) {
        return "%08x".formatted(0x5f4acc00 + number);
    }

    synchronized int binds() {
        return binds;
    }

    synchronized void awaitBinds(int number) throws InterruptedException {
        while (binds < number) {
            wait();
        }
    }

    /** Until somebody can be told something. */
    synchronized void awaitSession() throws InterruptedException {
        while (open == 0) {
            wait();
        }
    }

    private synchronized void bound() {
        binds++;
        notifyAll();
    }

    /** How many messages had been taken when a session was unbound; null if none is. */
    @Nullable
    Integer nextUnbind() throws InterruptedException {
        return unbinds.poll(20, TimeUnit.SECONDS);
    }

    private synchronized void opened() {
        open++;
        notifyAll();
    }

    RecordedConnections connections() {
        return connections;
    }

    void hangUp() {
        sessions.forEach(SMPPServerSession::close);
    }

    /** The status of the deliver_sm_resp to a receipt with that text. */
    int deliver(String text, OptionalParameter... parameters) {
        return deliver(0x04, text.getBytes(StandardCharsets.ISO_8859_1), 0, parameters);
    }

    int deliver(int esmClass, byte[] text, int coding, OptionalParameter... parameters) {
        try {
            sessions.get(sessions.size() - 1)
                    .deliverShortMessage(
                            "",
                            TypeOfNumber.INTERNATIONAL,
                            NumberingPlanIndicator.ISDN,
                            "79161234567",
                            TypeOfNumber.ALPHANUMERIC,
                            NumberingPlanIndicator.UNKNOWN,
                            "SCHOOL",
                            new ESMClass(esmClass),
                            (byte) 0,
                            (byte) 0,
                            new RegisteredDelivery(0),
                            DataCodings.newInstance((byte) coding),
                            text,
                            parameters);
            return 0;
        } catch (NegativeResponseException e) {
            return e.getCommandStatus();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hangUp();
        threads.shutdownNow();
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                var connection = connections.record(listener.accept());
                threads.execute(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(RecordedConnections.Recorded connection) {
        try {
            connection.setSoTimeout(5000);
            var session = new SMPPServerSession(
                    connection, null, (Submissions) (pdu, source) -> submitted(connection, pdu), null, 10, 500);
            session.addSessionStateListener((state, before, source) -> {
                if (state == SessionState.UNBOUND) {
                    unbinds.add(accepted.size());
                }
            });
            session.setTransactionTimer(5000);
            var request = session.waitForBind(5000);
            bound();
            if (bindStatus != 0) {
                request.reject(bindStatus);
                return;
            }
            sessions.add(session);
            request.accept("fakesmsc");
            opened();
        } catch (Exception e) {
            connection.close();
        }
    }

    private SubmitSmResult submitted(RecordedConnections.Recorded connection, SubmitSm pdu)
            throws ProcessRequestException {
        var reaction = script.apply(pdu);
        if (reaction.status() != 0) {
            throw new ProcessRequestException("as the test says", reaction.status());
        }
        int number;
        synchronized (accepted) {
            accepted.add(pdu);
            number = accepted.size();
        }
        if (reaction.hangsUp()) {
            connection.close();
        }
        if (reaction.silent()) {
            connection.swallowNext();
        }
        try {
            return new SubmitSmResult(new MessageId(id(number)), new OptionalParameter[0]);
        } catch (PDUStringException e) {
            throw new IllegalStateException(e);
        }
    }
}
