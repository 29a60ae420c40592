package org.schoolcrm.channel.smpp;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jsmpp.session.connection.socket.SocketConnection;

/** What came over an SMSC's connections, byte for byte, and answers that never leave. */
final class RecordedConnections {

    private final List<Recorded> all = new CopyOnWriteArrayList<>();

    Recorded record(Socket socket) throws IOException {
        var connection = new Recorded(socket);
        all.add(connection);
        return connection;
    }

    /** In hexadecimal, one PDU each. */
    List<String> received() {
        return all.stream().flatMap(one -> one.received().stream()).toList();
    }

    /** A connection of the server's. */
    static final class Recorded extends SocketConnection {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final ThreadLocal<Boolean> swallows = ThreadLocal.withInitial(() -> false);
        private final InputStream in;
        private final OutputStream out;

        Recorded(Socket socket) throws IOException {
            super(socket);
            in = new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    int one = super.read();
                    if (one >= 0) {
                        keep(new byte[] {(byte) one}, 0, 1);
                    }
                    return one;
                }

                @Override
                public int read(byte[] into, int offset, int length) throws IOException {
                    int count = super.read(into, offset, length);
                    keep(into, offset, count);
                    return count;
                }
            };
            out = new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] pdu, int offset, int length) throws IOException {
                    if (swallows.get()) {
                        swallows.set(false);
                    } else {
                        out.write(pdu, offset, length);
                    }
                }
            };
        }

        /** Of the answers that this thread gives. */
        void swallowNext() {
            swallows.set(true);
        }

        @Override
        public InputStream getInputStream() {
            return in;
        }

        @Override
        public OutputStream getOutputStream() {
            return out;
        }

        private synchronized void keep(byte[] read, int offset, int count) {
            if (count > 0) {
                bytes.write(read, offset, count);
            }
        }

        private synchronized List<String> received() {
            var pdus = new ArrayList<String>();
            var rest = ByteBuffer.wrap(bytes.toByteArray());
            while (rest.remaining() >= 4) {
                var pdu = new byte[rest.getInt(rest.position())];
                rest.get(pdu);
                pdus.add(HexFormat.of().formatHex(pdu).toLowerCase(Locale.ROOT));
            }
            return pdus;
        }
    }
}
