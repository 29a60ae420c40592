package org.schoolcrm.channel.smpp;

import java.time.Duration;
import java.util.Map;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;

/** What it means that an SMSC refuses, by its command_status (channels.md 7.1). A refusal is certain: it has nothing. */
final class SmppStatus {

    /** How the words of every status begin. */
    static final String WORDS = "SMPP status ";

    private record Meaning(Kind kind, Cause cause) {}

    private static final Meaning CONFIGURATION = new Meaning(Kind.HELD, Cause.NONE);
    private static final Meaning LOGIN = new Meaning(Kind.HELD, Cause.AUTH);
    private static final Meaning SENDER = new Meaning(Kind.HELD, Cause.SENDER);
    private static final Meaning BUSY = new Meaning(Kind.THROTTLED, Cause.PROVIDER_BUSY);
    private static final Meaning CONTENT = new Meaning(Kind.REJECTED, Cause.CONTENT);
    private static final Meaning LATER = new Meaning(Kind.RETRYABLE, Cause.NONE);

    private static final Map<Integer, Meaning> MEANINGS = Map.ofEntries(
            Map.entry(0x01, new Meaning(Kind.REJECTED, Cause.SIZE)),
            Map.entry(0x0a, SENDER),
            Map.entry(0x0b, new Meaning(Kind.REJECTED, Cause.ADDRESS)),
            Map.entry(0x0d, LOGIN),
            Map.entry(0x0e, LOGIN),
            Map.entry(0x0f, LOGIN),
            Map.entry(0x14, BUSY),
            Map.entry(0x48, SENDER),
            Map.entry(0x49, SENDER),
            Map.entry(0x50, CONFIGURATION),
            Map.entry(0x51, CONFIGURATION),
            Map.entry(0x53, LOGIN),
            Map.entry(0x58, BUSY),
            Map.entry(0x65, CONTENT),
            Map.entry(0x66, CONTENT));

    /** Another node has the only bind. */
    private static final int ALREADY_BOUND = 0x05;

    private static final Duration TURN = Duration.ofSeconds(15);

    private SmppStatus() {}

    /** Of a message that the SMSC does not take. */
    static SendOutcome ofSubmit(int status) {
        var meaning = MEANINGS.getOrDefault(status, LATER);
        return SendOutcome.of(meaning.kind(), meaning.cause(), words(status));
    }

    /** Of a bind that it does not grant, which says nothing of a message. */
    static SendOutcome ofBind(int status, boolean oneBind) {
        if (status == ALREADY_BOUND && oneBind) {
            return SendOutcome.throttled(Cause.PROVIDER_BUSY, TURN, words(status));
        }
        var meaning = MEANINGS.getOrDefault(status, LATER);
        return SendOutcome.of(
                meaning.kind() == Kind.REJECTED ? Kind.RETRYABLE : meaning.kind(),
                meaning.kind() == Kind.REJECTED ? Cause.NONE : meaning.cause(),
                words(status));
    }

    private static String words(int status) {
        return WORDS + "0x%08x".formatted(status);
    }
}
