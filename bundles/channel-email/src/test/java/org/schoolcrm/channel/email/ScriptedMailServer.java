package org.schoolcrm.channel.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server that answers each step as the test says; {@code drop} hangs up, {@code hang} says nothing more. */
final class ScriptedMailServer implements AutoCloseable {

    private final ServerSocket door;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    ScriptedMailServer() throws IOException {
        door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var doorman = new Thread(this::welcome, "scripted mail server");
        doorman.setDaemon(true);
        doorman.start();
    }

    /** Steps are {@code greeting}, the verbs, and {@code .} for the end of the body. */
    ScriptedMailServer when(String step, String answer) {
        answers.put(step, answer);
        return this;
    }

    int port() {
        return door.getLocalPort();
    }

    List<String> received() {
        return received;
    }

    /** What was said to it, apart from bodies. */
    List<String> commands() {
        return commands;
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    private void welcome() {
        while (!door.isClosed()) {
            try {
                var guest = door.accept();
                connections.incrementAndGet();
                var waiter = new Thread(() -> serve(guest), "scripted mail conversation");
                waiter.setDaemon(true);
                waiter.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket guest) {
        try (guest;
                var in = new BufferedReader(new InputStreamReader(guest.getInputStream(), StandardCharsets.UTF_8))) {
            var out = guest.getOutputStream();
            if (!say(out, "greeting", "220 ready")) {
                return;
            }
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                var verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                if (!say(out, verb, verb.equals("DATA") ? "354 go on" : verb.equals("QUIT") ? "221 bye" : "250 ok")) {
                    return;
                }
                if (verb.equals("DATA") && !answers.containsKey("DATA") && !body(in, out)) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean body(BufferedReader in, OutputStream out) throws IOException {
        var text = new StringBuilder();
        for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            text.append(line).append("\r\n");
        }
        received.add(text.toString());
        return say(out, ".", "250 2.0.0 Ok: queued as ABC123");
    }

    private boolean say(OutputStream out, String step, String usually) throws IOException {
        var answer = answers.getOrDefault(step, usually);
        if (answer.equals("drop")) {
            return false;
        }
        if (!answer.equals("hang")) {
            out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
        return true;
    }
}
