package org.schoolcrm.channel.smpp;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jsmpp.bean.OptionalParameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.channel.spi.AcceptedMessage;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.DeliveryReceipt.Kind;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.SendOutcome.Cause;

class ReceiptsTest {

    private final ScriptedSmsc smsc = new ScriptedSmsc();
    private final SmppFixture fixture = new SmppFixture(smsc.port());
    private final SmppChannel channel = fixture.channel();

    @AfterEach
    void close() {
        fixture.close();
        smsc.close();
    }

    @ParameterizedTest
    @CsvSource({
        "DELIVRD, DELIVERED,   NONE",
        "EXPIRED, UNDELIVERED, NONE",
        "UNDELIV, UNDELIVERED, NONE",
        "DELETED, UNDELIVERED, NONE",
        "REJECTD, UNDELIVERED, POLICY",
    })
    void a_final_state_is_kept(String state, Kind kind, Cause cause) {
        fixture.send(channel, "Счёт");

        assertThat(smsc.deliver(receipt(ScriptedSmsc.id(1), state))).isZero();
        assertThat(fixture.receipts())
                .containsExactly(new DeliveryReceipt(
                        ScriptedSmsc.id(1) + ":" + state,
                        ScriptedSmsc.id(1),
                        null,
                        kind,
                        cause,
                        state + " 000",
                        SmppFixture.NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACCEPTD", "ENROUTE", "UNKNOWN", "SOMETHNG"})
    void other_states_are_no_news(String state) {
        fixture.send(channel, "Счёт");

        assertThat(smsc.deliver(receipt(ScriptedSmsc.id(1), state))).isZero();
        assertThat(fixture.receipts()).isEmpty();
    }

    @Test
    void a_receipt_that_is_not_kept_is_asked_for_again() {
        fixture.send(channel, "Счёт");
        fixture.inboxIsAway(true);
        assertThat(smsc.deliver(receipt(ScriptedSmsc.id(1), "DELIVRD"))).isEqualTo(0x64);

        fixture.inboxIsAway(false);
        assertThat(smsc.deliver(receipt(ScriptedSmsc.id(1), "DELIVRD"))).isZero();
        assertThat(fixture.receipts()).hasSize(1);
    }

    @Test
    void a_message_of_three_parts_is_delivered_with_the_last_of_them() {
        var id = fixture.send(channel, "ж".repeat(140)).providerId();
        for (int part : List.of(3, 1, 2)) {
            smsc.deliver(receipt(ScriptedSmsc.id(part), "DELIVRD"));
        }

        assertThat(fixture.receipts())
                .extracting(DeliveryReceipt::providerId)
                .containsExactly(ScriptedSmsc.id(3), ScriptedSmsc.id(1), id);
        assertThat(fixture.receipts()).extracting(DeliveryReceipt::eventKey).doesNotHaveDuplicates();
    }

    @Test
    void a_message_fails_with_the_first_of_its_parts() {
        var id = fixture.send(channel, "ж".repeat(140)).providerId();
        smsc.deliver(receipt(ScriptedSmsc.id(2), "UNDELIV"));

        assertThat(fixture.receipts()).extracting(DeliveryReceipt::providerId).containsExactly(id);
    }

    @Test
    void another_node_understands_parts_once_it_is_told_of_the_message() {
        var id = fixture.send(channel, "ж".repeat(140)).providerId();
        var other = fixture.channel();
        other.poll(fixture.account(), List.of(new AcceptedMessage("o-42", id, SmppFixture.PHONE, SmppFixture.NOW)));

        smsc.deliver(receipt(ScriptedSmsc.id(2), "UNDELIV"));

        assertThat(smsc.binds()).isEqualTo(2);
        assertThat(fixture.receipts()).extracting(DeliveryReceipt::providerId).containsExactly(id);
    }

    @Test
    void a_lost_answer_is_made_up_for_by_our_own_number_in_the_receipt() {
        smsc.when(pdu -> ScriptedSmsc.SILENCE);
        fixture.send(fixture.channel(Duration.ofMillis(200)), "Счёт");

        smsc.deliver(receipt("unheard-of", "DELIVRD"), new OptionalParameter.User_message_reference((short) 42));

        assertThat(fixture.receipts()).extracting(DeliveryReceipt::reference).containsExactly("o-42");
    }

    @Test
    void numbers_of_another_spelling_are_understood() {
        fixture.with("receiptId", "DEC2HEX");
        var id = fixture.send(channel, "Счёт").providerId();
        smsc.deliver(receipt(Long.toString(Long.parseLong(ScriptedSmsc.id(1), 16)), "DELIVRD"));

        assertThat(fixture.receipts()).extracting(DeliveryReceipt::providerId).containsExactly(id);
    }

    @Test
    void nobody_can_write_a_receipt_with_a_phone() {
        fixture.send(channel, "Счёт");
        int answer = smsc.deliver(0, receipt(ScriptedSmsc.id(1), "UNDELIV").getBytes(UTF_16BE), 8);

        assertThat(answer).isZero();
        assertThat(fixture.receipts()).isEmpty();
        assertThat(fixture.messages()).extracting(InboundMessage::kind).containsExactly(InboundMessage.Kind.TEXT);
    }

    private static String receipt(String id, String state) {
        return "id:" + id + " sub:001 dlvrd:001 submit date:2609010859 done date:2609010900 stat:" + state
                + " err:000 text:";
    }
}
