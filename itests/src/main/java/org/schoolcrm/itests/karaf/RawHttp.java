package org.schoolcrm.itests.karaf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Bytes on the wire, from an address of one's own choice, with no library that would put them right. */
public record RawHttp(URI home, String from) {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");

    /** What came back until the other side closed the connection or fell silent. */
    public record Answer(String text, boolean closed) {

        /** The statuses of all answers, one for each request that the server has seen. */
        public List<Integer> statuses() {
            return STATUS.matcher(text)
                    .results()
                    .map(found -> Integer.valueOf(found.group(1)))
                    .filter(status -> status != 100)
                    .toList();
        }

        public int status() {
            return statuses().isEmpty() ? 0 : statuses().get(0);
        }

        public Optional<String> header(String name) {
            return head().lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        public String head() {
            int end = text.indexOf("\r\n\r\n");
            return end < 0 ? text : text.substring(0, end);
        }

        public String body() {
            int end = text.indexOf("\r\n\r\n");
            return end < 0 ? "" : text.substring(end + 4);
        }
    }

    /** Sends the bytes and listens until the end, or for so long after the last byte. */
    public Answer send(String bytes, Duration patience) {
        return send(bytes.getBytes(StandardCharsets.ISO_8859_1), patience);
    }

    public Answer send(byte[] bytes, Duration patience) {
        var heard = new ByteArrayOutputStream();
        boolean closed = true;
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getAllByName(from)[0], 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), home.getPort()), 5_000);
            socket.setSoTimeout((int) patience.toMillis());
            closed = exchange(socket, bytes, heard);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Answer(heard.toString(StandardCharsets.UTF_8), closed);
    }

    /** One request that asks for the connection to be closed. */
    public Answer request(String method, String path, String headers, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        var request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                + (length == 0 ? "" : "Content-Length: " + length + "\r\n") + "\r\n" + body;
        return send(request.getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(30));
    }

    /** Posts the login form. */
    public Answer logIn(String login, String password, String headers) {
        return request(
                "POST",
                "/login",
                "Content-Type: application/x-www-form-urlencoded\r\n" + headers,
                "login=" + login + "&password=" + password);
    }

    private static boolean exchange(Socket socket, byte[] bytes, ByteArrayOutputStream heard) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            socket.getInputStream().transferTo(heard);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }
}
