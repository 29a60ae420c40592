package org.schoolcrm.itests.kills;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** A mail server that writes down how often it has taken each message, before it says so. */
final class SmtpLog implements AutoCloseable {

    private static final Pattern REFERENCE = Pattern.compile("(?im)^Message-ID:\\s*<(o-\\d+)@");

    private final Map<String, Integer> taken = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ServerSocket door;

    SmtpLog() {
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::listen);
    }

    int port() {
        return door.getLocalPort();
    }

    /** How often each message was taken, by our reference. */
    Map<String, Integer> taken() {
        return new TreeMap<>(taken);
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }

    private void listen() {
        try {
            while (!door.isClosed()) {
                var caller = door.accept();
                threads.execute(() -> talk(caller));
            }
        } catch (SocketException e) {
            // The door was closed.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A caller that is killed in the middle of a message has not handed it over. */
    private void talk(Socket caller) {
        try (caller;
                var in = new BufferedReader(
                        new InputStreamReader(caller.getInputStream(), StandardCharsets.ISO_8859_1));
                var out = caller.getOutputStream()) {
            caller.setTcpNoDelay(true);
            say(out, "220 book");
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                switch (line.substring(0, Math.min(4, line.length())).toUpperCase(Locale.ROOT)) {
                    case "DATA" -> {
                        say(out, "354 go on");
                        var message = message(in);
                        if (message == null) {
                            return;
                        }
                        taken.merge(message, 1, Integer::sum);
                        say(out, "250 taken");
                    }
                    case "QUIT" -> {
                        say(out, "221 bye");
                        return;
                    }
                    default -> say(out, "250 ok");
                }
            }
        } catch (IOException e) {
            // The caller has gone.
        }
    }

    private static String message(BufferedReader in) throws IOException {
        var text = new StringBuilder();
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(".")) {
                var reference = REFERENCE.matcher(text);
                return reference.find() ? reference.group(1) : "without a Message-ID";
            }
            text.append(line).append('\n');
        }
        return null;
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
