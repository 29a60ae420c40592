package org.schoolcrm.channel.smpp;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.SubmitSmResp;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.SendCommandTask;
import org.jsmpp.session.connection.ConnectionFactory;

/** A session that replays composed PDUs, and tells whoever waits for an answer at once that the connection is gone. */
final class SmppSession extends SMPPSession {

    private final Set<Integer> unanswered = ConcurrentHashMap.newKeySet();

    SmppSession(ConnectionFactory connections) {
        super(connections);
        addSessionStateListener((state, before, session) -> {
            if (state == SessionState.CLOSED) {
                abandon();
            }
        });
    }

    boolean isUp() {
        return getSessionState().isTransmittable();
    }

    /**
     * Hands a part over; gives the SMSC's number for it.
     *
     * @throws ConnectException if nothing was sent
     */
    String submit(byte[] pdu)
            throws IOException, PDUException, ResponseTimeoutException, InvalidResponseException,
                    NegativeResponseException {
        if (!isUp()) {
            throw new ConnectException("the bind is gone");
        }
        var sequence = new int[1];
        try {
            var answer = (SubmitSmResp) executeSendCommand(new Replay(pdu, sequence), getTransactionTimer());
            return answer.getMessageId() == null ? "" : answer.getMessageId();
        } finally {
            unanswered.remove(sequence[0]);
        }
    }

    /** The last request of all may be the unbind, whose answer gets lost when the SMSC hangs up right after it. */
    private void abandon() {
        unanswered.forEach(this::abandon);
        abandon(sequence().currentValue() - 1);
    }

    private void abandon(int sequence) {
        var pending = removePendingResponse(sequence);
        if (pending != null) {
            pending.doneWithInvalidResponse(new InvalidResponseException("the connection is gone"));
        }
    }

    private final class Replay implements SendCommandTask {

        private final byte[] pdu;
        private final int[] sequence;

        Replay(byte[] pdu, int[] sequence) {
            this.pdu = pdu;
            this.sequence = sequence;
        }

        @Override
        public void executeTask(OutputStream out, int number) throws IOException {
            sequence[0] = number;
            unanswered.add(number);
            var numbered = ByteBuffer.wrap(pdu.clone())
                    .putInt(SubmitPdus.SEQUENCE, number)
                    .array();
            synchronized (out) {
                out.write(numbered);
                out.flush();
            }
        }

        @Override
        public String getCommandName() {
            return "submit_sm";
        }
    }
}
