package org.schoolcrm.channel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.channel.spi.SendRequest;

/**
 * What every channel does over sockets, in large numbers, against a provider that somebody else wrote from its
 * documents. The provider's limits are lifted.
 */
public abstract class SocketsContract {

    private static final int MESSAGES = 2_000;

    protected abstract MessageChannel channel();

    /** An account whose address is the provider's socket. */
    protected abstract ProviderAccount account();

    /** An address that the provider knows. */
    protected abstract String address();

    /** From now on the provider takes every message, and hangs up instead of its every tenth answer. */
    protected abstract void dropEveryTenthAnswer();

    /** The texts of all messages that the provider has accepted, by its own records. */
    protected abstract List<String> accepted();

    @Test
    void two_thousand_messages_are_accepted_once_each() {
        var ends = sendAll();

        assertThat(ends.values()).containsOnly(Kind.ACCEPTED);
        assertThat(accepted()).containsExactlyInAnyOrderElementsOf(ends.keySet());
    }

    @Test
    void a_lost_answer_is_a_doubt_and_never_a_second_message() {
        dropEveryTenthAnswer();
        var ends = sendAll();

        assertThat(ends.values().stream().filter(kind -> kind == Kind.UNCERTAIN))
                .hasSize(MESSAGES / 10);
        assertThat(ends.values().stream().filter(kind -> kind == Kind.ACCEPTED)).hasSize(MESSAGES - MESSAGES / 10);
        assertThat(accepted()).containsExactlyInAnyOrderElementsOf(ends.keySet());
    }

    private Map<String, Kind> sendAll() {
        return IntStream.range(0, MESSAGES)
                .parallel()
                .boxed()
                .collect(Collectors.toConcurrentMap(number -> "Message " + number, this::send));
    }

    private Kind send(int number) {
        var reference = "o-" + number;
        var draft = new MessageDraft(reference, address(), "", "Message " + number, Instant.EPOCH);
        var request = new SendRequest(reference, address(), channel().compose(account(), draft));
        return channel().send(account(), request, () -> true).kind();
    }
}
