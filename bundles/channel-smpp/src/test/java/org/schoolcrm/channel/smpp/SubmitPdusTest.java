package org.schoolcrm.channel.smpp;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.util.DefaultDecomposer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.SendOutcome.Cause;

class SubmitPdusTest {

    /** What names our message, behind the fields that the recording has. */
    private static final String REFERENCE_42 = "02040002002a";

    private final SmppFixture fixture = new SmppFixture(2775);

    @Test
    void composes_the_recorded_bytes() throws Exception {
        var recorded = recordedSubmissions();

        assertThat(composed(text(recorded.get(0)))).containsExactly(withReference(recorded.get(0)));
    }

    @Test
    void a_russian_text_of_170_characters_is_three_parts_of_140_140_and_78_bytes() throws Exception {
        var recorded = recordedSubmissions().subList(1, 4);
        var text = text(recorded.get(0)) + text(recorded.get(1)) + text(recorded.get(2));

        assertThat(text).hasSize(170);
        assertThat(composed(text))
                .containsExactlyElementsOf(
                        recorded.stream().map(SubmitPdusTest::withReference).toList());
        assertThat(decoded(text))
                .extracting(pdu -> pdu.getShortMessage().length)
                .containsExactly(140, 140, 78);
    }

    @Test
    void a_long_reference_makes_a_longer_header() {
        fixture.with("longMessage", "UDH16");

        var parts = decoded(70_000, "ж".repeat(71));

        assertThat(parts).allMatch(pdu -> pdu.getEsmClass() == 0x40);
        assertThat(HexFormat.of().formatHex(parts.get(1).getShortMessage()))
                .startsWith("060804" + "1170" + "0202" + "0436");
    }

    @Test
    void parameters_join_parts_without_a_header() {
        fixture.with("longMessage", "SAR");

        var parts = decoded(70_000, "ж".repeat(71));

        assertThat(parts).allMatch(pdu -> pdu.getEsmClass() == 0);
        assertThat(parts.get(1).getShortMessage()).hasSize(8);
        assertThat(parameter(parts.get(1), OptionalParameter.Sar_msg_ref_num.class)
                        .getValue())
                .isEqualTo((short) 0x70);
        assertThat(parameter(parts.get(1), OptionalParameter.Sar_total_segments.class)
                        .getValue())
                .isEqualTo((byte) 2);
        assertThat(parameter(parts.get(1), OptionalParameter.Sar_segment_seqnum.class)
                        .getValue())
                .isEqualTo((byte) 2);
    }

    @Test
    void a_payload_is_left_to_the_smsc_and_counts_as_what_it_makes_of_it() {
        fixture.with("longMessage", "PAYLOAD");

        var pdu = decoded("ж".repeat(500)).get(0);

        assertThat(pdu.getShortMessage()).isEmpty();
        assertThat(parameter(pdu, OptionalParameter.Message_payload.class).getValue())
                .hasSize(1000);
        assertThat(parts("ж".repeat(500))).containsExactly(8);
        assertThat(decoded("ж".repeat(70)).get(0).getShortMessage()).hasSize(140);
    }

    @ParameterizedTest
    @CsvSource({"UDH8, 1000", "UDH16, 1000", "SAR, 1000"})
    void every_part_that_we_cut_counts_as_one(String joining, int length) {
        fixture.with("longMessage", joining);

        assertThat(parts("a".repeat(length))).containsOnly(1);
        assertThat(parts("ж".repeat(length))).containsOnly(1);
    }

    @Test
    void receipts_are_asked_for_every_part_or_for_the_last() {
        assertThat(decoded("ж".repeat(140)))
                .extracting(SubmitSm::getRegisteredDelivery)
                .containsExactly(bytes(1, 1, 1));
        fixture.with("receipts", "LAST");
        assertThat(decoded("ж".repeat(140)))
                .extracting(SubmitSm::getRegisteredDelivery)
                .containsExactly(bytes(0, 0, 1));
    }

    @ParameterizedTest
    @CsvSource({"SCHOOL, '', '', 5, 0", "79001234567, '', '', 1, 1", "1234, 3, 0, 3, 0", "Школа1, 5, 0, 5, 0"})
    void the_sender_has_the_type_that_is_set_or_that_its_look_says(
            String source, String ton, String npi, byte asTon, byte asNpi) {
        fixture.with("source", source.replaceAll("[А-я]", "S"))
                .with("sourceTon", ton)
                .with("sourceNpi", npi);

        var pdu = decoded("x").get(0);

        assertThat(pdu.getSourceAddrTon()).isEqualTo(asTon);
        assertThat(pdu.getSourceAddrNpi()).isEqualTo(asNpi);
    }

    @Test
    void spaces_that_cost_an_alphabet_become_ordinary() {
        assertThat(decoded("5\u00a0000 rub").get(0).getDataCoding()).isZero();
        assertThat(decoded("5\u00a0000 ₽").get(0).getDataCoding()).isEqualTo((byte) 8);
    }

    @Test
    void nothing_is_cut_off() {
        assertThatThrownBy(() -> decoded("ж".repeat(1001)))
                .isInstanceOfSatisfying(
                        CompositionException.class,
                        refused -> assertThat(refused.outcome().cause()).isEqualTo(Cause.SIZE));
        assertThat(decoded("ж".repeat(1000))).hasSize(15);
    }

    private List<Integer> parts(String text) {
        return SubmitPdus.of(fixture.request(fixture.channel(), 42, text).message()).stream()
                .map(SubmitPdus::parts)
                .toList();
    }

    private List<String> composed(String text) {
        return SubmitPdus.of(fixture.request(fixture.channel(), 42, text).message()).stream()
                .map(pdu -> HexFormat.of().formatHex(pdu).substring(8))
                .toList();
    }

    private List<SubmitSm> decoded(String text) {
        return decoded(42, text);
    }

    private List<SubmitSm> decoded(long id, String text) {
        var draft = new MessageDraft("o-" + id, SmppFixture.PHONE, "", text, SmppFixture.NOW);
        return SubmitPdus.of(fixture.channel().compose(fixture.account(), draft)).stream()
                .map(pdu -> {
                    try {
                        return new DefaultDecomposer().submitSm(pdu);
                    } catch (PDUStringException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    private static <T extends OptionalParameter> T parameter(SubmitSm pdu, Class<T> type) {
        return Objects.requireNonNull(pdu.getOptionalParameter(type));
    }

    private static Byte[] bytes(int... values) {
        return IntStream.of(values).mapToObj(value -> (byte) value).toArray(Byte[]::new);
    }

    /** Without the length, and with the sequence number that a bind has not given yet. */
    private static String withReference(String recorded) {
        return recorded.substring(8, 24) + "00000000" + recorded.substring(32) + REFERENCE_42;
    }

    private static String text(String recorded) throws PDUStringException {
        var pdu = new DefaultDecomposer().submitSm(HexFormat.of().parseHex(recorded));
        var bytes = pdu.getShortMessage();
        int header = pdu.getEsmClass() == 0x40 ? bytes[0] + 1 : 0;
        return new String(bytes, header, bytes.length - header, UTF_16BE);
    }

    /** To an SMSC that took them (smpp-pdus.txt, a capture between jSMPP and an SMSC). */
    private static List<String> recordedSubmissions() throws IOException {
        try (var capture = Objects.requireNonNull(SubmitPdusTest.class.getResourceAsStream("smpp-pdus.txt"))) {
            var lines = new String(capture.readAllBytes(), UTF_8).lines().toList();
            var found = new ArrayList<String>();
            for (int i = 0; i + 1 < lines.size(); i++) {
                if (lines.get(i).startsWith("ESME> submit_sm ")) {
                    found.add(lines.get(i + 1).strip());
                }
            }
            return found;
        }
    }
}
