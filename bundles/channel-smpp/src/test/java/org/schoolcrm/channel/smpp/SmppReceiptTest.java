package org.schoolcrm.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Objects;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmppReceiptTest {

    private static final String USUAL =
            "id:5f4acc4d sub:001 dlvrd:001 submit date:2609010859 done date:2609010900" + " stat:DELIVRD err:000 text:";
    private static final Instant NOW = Instant.parse("2026-09-01T06:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                USUAL,
                "id:5f4acc4d sub:001 dlvrd:001 submit date:260901085900 done date:260901090000 stat:DELIVRD err:000 Text:x",
                "id:5f4acc4d sub:1 dlvrd:1 submit date:20260901085900 done date:20260901090000 stat:DELIVRD err:0",
                "ID: 5f4acc4d SUBMIT DATE: 2609010859 DONE DATE: 202609010900 STAT: DELIVRD ERR: 000",
                "stat:DELIVRD id:5f4acc4d done_date:2609010900",
                "id:5f4acc4d donedate:2609010900 status:delivrd",
                "id:5f4acc4d stat:DELIVRD done date:2609010900 text:id:9 stat:UNDELIV done date:2001010000",
            })
    void vendors_write_the_same_receipt_in_their_ways(String text) {
        var receipt = SmppReceipt.of(deliver(0x04, text)).orElseThrow();

        assertThat(receipt.id()).isEqualTo("5f4acc4d");
        assertThat(receipt.state()).isEqualTo("DELIVRD");
        assertThat(receipt.doneAt()).isEqualTo(LocalDateTime.parse("2026-09-01T09:00"));
    }

    @Test
    void parameters_speak_for_a_text_that_says_nothing() {
        var pdu = deliver(
                0x04,
                "доставлено",
                new OptionalParameter.Receipted_message_id("77"),
                new OptionalParameter.Message_state((byte) 5));

        assertThat(SmppReceipt.of(pdu)).contains(new SmppReceipt("77", "UNDELIV", "", null));
    }

    @Test
    void what_the_receipt_quotes_is_none_of_its_words() {
        var pdu = deliver(
                0x04, "id:1 text:stat:UNDELIV err:9 done date:2609010900", new OptionalParameter.Message_state((byte)
                        2));

        assertThat(SmppReceipt.of(pdu)).contains(new SmppReceipt("1", "DELIVRD", "", null));
    }

    @ParameterizedTest
    @CsvSource({"1, UNKNOWN", "2, DELIVRD", "3, EXPIRED", "4, DELETED", "5, UNDELIV", "6, UNKNOWN", "8, REJECTD"})
    void states_have_numbers_too(byte number, String state) {
        var pdu = deliver(0x04, "id:1", new OptionalParameter.Message_state(number));

        assertThat(SmppReceipt.of(pdu).orElseThrow().state()).isEqualTo(state);
    }

    @Test
    void the_parameter_names_the_message_better_than_the_text() {
        var pdu = deliver(0x04, USUAL, new OptionalParameter.Receipted_message_id("1b"));

        assertThat(SmppReceipt.of(pdu).orElseThrow().id()).isEqualTo("1b");
    }

    @Test
    void a_text_may_stand_in_the_payload_or_in_unicode() {
        var payload =
                deliver(0x04, "", new OptionalParameter.Message_payload(USUAL.getBytes(StandardCharsets.US_ASCII)));
        var unicode = deliver(0x04, "");
        unicode.setShortMessage(USUAL.getBytes(StandardCharsets.UTF_16BE));
        unicode.setDataCoding((byte) 8);

        assertThat(SmppReceipt.of(payload).orElseThrow().id()).isEqualTo("5f4acc4d");
        assertThat(SmppReceipt.of(unicode).orElseThrow().id()).isEqualTo("5f4acc4d");
    }

    @Test
    void what_a_phone_wrote_is_no_receipt_however_it_looks() {
        assertThat(SmppReceipt.is(deliver(0x00, USUAL))).isFalse();
        assertThat(SmppReceipt.is(deliver(0x40, USUAL))).isFalse();
        assertThat(SmppReceipt.is(deliver(0x04, USUAL))).isTrue();
        assertThat(SmppReceipt.is(deliver(0x00, "", new OptionalParameter.Receipted_message_id("1"))))
                .isTrue();
    }

    @Test
    void a_receipt_without_a_number_is_none() {
        assertThat(SmppReceipt.of(deliver(0x04, "stat:DELIVRD"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2609010859, Europe/Moscow, 2026-09-01T05:59:00Z",
        "2609010859, '',            2026-09-01T06:00:00Z",
        "2609010901, Europe/Moscow, 2026-09-01T06:00:00Z",
        "2613450000, Europe/Moscow, 2026-09-01T06:00:00Z",
    })
    void it_happened_by_the_smscs_clock_if_its_zone_is_set_and_never_later_than_now(
            String date, String zone, Instant at) {
        var receipt = SmppReceipt.of(deliver(0x04, "id:1 done date:" + date)).orElseThrow();

        assertThat(receipt.at(zone.isEmpty() ? null : ZoneId.of(zone), NOW)).isEqualTo(at);
    }

    @ParameterizedTest
    @CsvSource({
        "SAME,    5F4A, 5F4A, 5F4A",
        "HEX2DEC, 24394, 5f4a, 24394",
        "HEX2DEC, 0000024394, 00005F4A, 24394",
        "DEC2HEX, 5F4A, 24394, 5f4a",
        "DEC2HEX, 00005f4a, 0000024394, 5f4a",
        "DEC2HEX, ffffffffffffffff, 18446744073709551615, ffffffffffffffff",
        "HEX2DEC, smsc-1, smsc-1, smsc-1",
    })
    void numbers_of_both_spellings_are_the_same(ReceiptId spelling, String accepted, String receipt, String number) {
        assertThat(spelling.ofAcceptance(accepted)).isEqualTo(number);
        assertThat(spelling.ofReceipt(receipt)).isEqualTo(number);
    }

    private static DeliverSm deliver(int esmClass, String text, OptionalParameter... parameters) {
        var pdu = new DeliverSm();
        pdu.setEsmClass((byte) esmClass);
        pdu.setShortMessage(Objects.requireNonNull(text).getBytes(StandardCharsets.ISO_8859_1));
        pdu.setOptionalParameters(parameters);
        return pdu;
    }
}
