package org.schoolcrm.itests.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** One connection at a time that asks and reads, and costs next to nothing itself. */
final class PlainClient implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final int port;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private boolean closing;

    PlainClient(int port) throws IOException {
        this.port = port;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        out = socket.getOutputStream();
        socket.setTcpNoDelay(true);
    }

    /** Servers end a connection after so many requests. */
    private void reopen() throws IOException {
        socket.close();
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        out = socket.getOutputStream();
        socket.setTcpNoDelay(true);
        closing = false;
    }

    String get(String path) throws IOException {
        int length = ask(path);
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    void skim(String path) throws IOException {
        int length = ask(path);
        in.skipNBytes(length);
    }

    /** The header is a whole line without its end. */
    void post(String path, String header, byte[] body) throws IOException {
        if (closing) {
            reopen();
        }
        var head = ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + header
                        + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        var whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        out.write(whole);
        in.skipNBytes(answer(path));
    }

    private int ask(String path) throws IOException {
        if (closing) {
            reopen();
        }
        out.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept-Language: ru\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        return answer(path);
    }

    /** Refuses every answer but a good one; gives the length of what follows. */
    private int answer(String path) throws IOException {
        var status = line();
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IllegalStateException(status + " for " + path);
        }
        int length = -1;
        for (var header = line(); !header.isEmpty(); header = line()) {
            closing |= header.equalsIgnoreCase("Connection: close");
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).strip());
            }
        }
        if (length < 0) {
            throw new IllegalStateException("An answer of unknown length");
        }
        return length;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IllegalStateException("The connection was closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
