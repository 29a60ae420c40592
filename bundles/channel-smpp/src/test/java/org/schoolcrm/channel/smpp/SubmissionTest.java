package org.schoolcrm.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;

class SubmissionTest {

    private static final String THREE_PARTS = "ж".repeat(140);

    private final ScriptedSmsc smsc = new ScriptedSmsc();
    private final SmppFixture fixture = new SmppFixture(smsc.port());

    @AfterEach
    void close() {
        fixture.close();
        smsc.close();
    }

    @ParameterizedTest
    @CsvSource({
        "0x01, REJECTED,  SIZE",
        "0x08, RETRYABLE, NONE",
        "0x0a, HELD,      SENDER",
        "0x0b, REJECTED,  ADDRESS",
        "0x0d, HELD,      AUTH",
        "0x0e, HELD,      AUTH",
        "0x0f, HELD,      AUTH",
        "0x14, THROTTLED, PROVIDER_BUSY",
        "0x45, RETRYABLE, NONE",
        "0x48, HELD,      SENDER",
        "0x49, HELD,      SENDER",
        "0x50, HELD,      NONE",
        "0x51, HELD,      NONE",
        "0x58, THROTTLED, PROVIDER_BUSY",
        "0x64, RETRYABLE, NONE",
        "0x65, REJECTED,  CONTENT",
        "0x66, REJECTED,  CONTENT",
        "0xfe, RETRYABLE, NONE",
        "0xff, RETRYABLE, NONE",
        "0x401, RETRYABLE, NONE",
    })
    void a_refusal_means_what_its_status_means(String status, Kind kind, Cause cause) {
        smsc.when(pdu -> ScriptedSmsc.refuse(Integer.decode(status)));

        var outcome = fixture.send(fixture.channel(), "Счёт");

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.cause()).isEqualTo(cause);
        assertThat(outcome.detail()).contains(status.substring(2));
    }

    @ParameterizedTest
    @CsvSource({
        "0x05, RETRYABLE, NONE",
        "0x08, RETRYABLE, NONE",
        "0x0b, RETRYABLE, NONE",
        "0x0d, HELD,      AUTH",
        "0x0e, HELD,      AUTH",
        "0x0f, HELD,      AUTH",
        "0x53, HELD,      AUTH",
        "0x58, THROTTLED, PROVIDER_BUSY",
    })
    void a_bind_that_is_refused_says_nothing_of_the_message(String status, Kind kind, Cause cause) {
        smsc.answersBindsWith(Integer.decode(status));

        var outcome = fixture.send(fixture.channel(), "Счёт");

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.cause()).isEqualTo(cause);
    }

    @Test
    void the_bytes_on_the_wire_are_the_composed_ones_but_for_the_sequence_number() {
        var channel = fixture.channel();
        var request = fixture.request(channel, 42, THREE_PARTS);
        channel.send(fixture.account(), request, () -> true);

        var sent = smsc.connections().received().stream()
                .filter(pdu -> pdu.startsWith("00000004", 8))
                .map(pdu -> pdu.substring(0, 24) + "00000000" + pdu.substring(32))
                .toList();

        assertThat(String.join("", sent))
                .isEqualTo(HexFormat.of().formatHex(request.message().bytes()));
    }

    @Test
    void the_number_of_a_message_is_those_of_its_parts() {
        assertThat(fixture.send(fixture.channel(), THREE_PARTS).providerId())
                .isEqualTo(ScriptedSmsc.id(1) + "," + ScriptedSmsc.id(2) + "," + ScriptedSmsc.id(3));
        fixture.with("receipts", "LAST");
        assertThat(fixture.send(fixture.channel(), THREE_PARTS).providerId()).isEqualTo(ScriptedSmsc.id(6));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x58, 0x08, 0x0b, 0x66})
    void a_message_of_which_a_part_was_taken_is_uncertain_whatever_becomes_of_the_rest(int status) {
        var number = new AtomicInteger();
        smsc.when(pdu -> number.incrementAndGet() == 2 ? ScriptedSmsc.refuse(status) : ScriptedSmsc.ACCEPT);

        var outcome = fixture.send(fixture.channel(), THREE_PARTS);

        assertThat(outcome.kind()).isEqualTo(Kind.UNCERTAIN);
        assertThat(outcome.detail()).startsWith("1 of 3 parts accepted");
        assertThat(outcome.providerId()).isNull();
        assertThat(smsc.accepted()).hasSize(1);
    }

    @Test
    void a_message_whose_first_part_is_refused_was_not_sent() {
        smsc.when(pdu -> ScriptedSmsc.refuse(0x0b));

        assertThat(fixture.send(fixture.channel(), THREE_PARTS).kind()).isEqualTo(Kind.REJECTED);
        assertThat(smsc.accepted()).isEmpty();
    }

    @Test
    void silence_is_uncertain() {
        smsc.when(pdu -> ScriptedSmsc.SILENCE);

        assertThat(fixture.send(fixture.channel(Duration.ofMillis(300)), "Счёт").kind())
                .isEqualTo(Kind.UNCERTAIN);
        assertThat(smsc.accepted()).hasSize(1);
    }

    @Test
    void an_smsc_that_is_left_alone_is_not_asked() {
        smsc.when(pdu -> ScriptedSmsc.refuse(0x58));
        var channel = fixture.channel();

        assertThat(fixture.send(channel, "Счёт").retryAfter()).isEqualTo(Duration.ofSeconds(1));
        smsc.when(pdu -> ScriptedSmsc.ACCEPT);
        SendOutcome second = fixture.send(channel, "Счёт");

        assertThat(second.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(second.retryAfter()).isBetween(Duration.ofNanos(1), Duration.ofSeconds(1));
        assertThat(smsc.accepted()).isEmpty();
    }

    @Test
    void parts_are_counted_and_not_messages() {
        fixture.with("partsPerSecond", "10");
        var channel = fixture.channel();
        long before = System.nanoTime();
        fixture.send(channel, THREE_PARTS);
        fixture.send(channel, "Счёт");

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }
}
