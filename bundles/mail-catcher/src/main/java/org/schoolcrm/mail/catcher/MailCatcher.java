package org.schoolcrm.mail.catcher;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.subethamail.smtp.server.SMTPServer;

/** Listens for mail on loopback and keeps the last few thousand, in memory only. */
public final class MailCatcher {

    private static final int KEPT = 5_000;

    private final SMTPServer server;
    private final Deque<CaughtMail> mails = new ArrayDeque<>();
    private int count;

    public MailCatcher(int port) {
        this.server = new SMTPServer.Builder()
                .bindAddress(InetAddress.getLoopbackAddress())
                .port(port)
                .softwareName("mail-catcher")
                .messageHandler((context, from, to, data) -> keep(to, data))
                .build();
    }

    public void start() {
        server.start();
    }

    public void stop() {
        server.stop();
    }

    /** Newest first. */
    synchronized List<CaughtMail> newest(int limit) {
        return mails.stream().limit(limit).toList();
    }

    synchronized Optional<CaughtMail> find(int number) {
        return mails.stream().filter(mail -> mail.number() == number).findFirst();
    }

    synchronized int count() {
        return count;
    }

    private synchronized void keep(String to, byte[] data) {
        count++;
        mails.addFirst(CaughtMail.read(count, to, data));
        if (mails.size() > KEPT) {
            mails.removeLast();
        }
    }
}
