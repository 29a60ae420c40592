package org.schoolcrm.channel.smpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.jsmpp.bean.OptionalParameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.InboundMessage.Kind;

/** What people write with their phones: an SMSC hands it on as deliver_sm. */
class PhoneMessagesTest {

    private static final int HEADER = 0x40;
    private static final int UCS2 = 8;

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
        "Стоп,              STOP",
        "' СТОП. ',         STOP",
        "старт,             RESUMED",
        "Когда занятия?,    TEXT",
        "не могу это стоп,  TEXT",
    })
    void a_word_that_refuses_is_told_from_other_words(String text, Kind kind) throws InterruptedException {
        bound();

        assertThat(smsc.deliver(0, text.getBytes(UTF_16BE), UCS2)).isZero();

        assertThat(fixture.messages())
                .extracting(InboundMessage::kind, InboundMessage::address, InboundMessage::text, InboundMessage::at)
                .containsExactly(tuple(kind, SmppFixture.PHONE, text, SmppFixture.NOW));
    }

    @Test
    void it_is_acknowledged_only_when_it_is_kept() throws InterruptedException {
        bound();
        fixture.inboxIsAway(true);
        assertThat(smsc.deliver(0, "STOP".getBytes(US_ASCII), 0)).isEqualTo(0x64);

        fixture.inboxIsAway(false);
        assertThat(smsc.deliver(0, "STOP".getBytes(US_ASCII), 0)).isZero();
        assertThat(fixture.messages()).hasSize(1);
    }

    @Test
    void letters_come_in_every_coding_of_the_document() throws InterruptedException {
        bound();
        smsc.deliver(0, Gsm7.encode("{à la carte} 5€@"), 0);
        smsc.deliver(0, "plain".getBytes(US_ASCII), 1);
        smsc.deliver(0, "восемь бит".getBytes(UTF_8), 4);
        smsc.deliver(0, "où".getBytes(ISO_8859_1), 2);
        smsc.deliver(0, "où?".getBytes(ISO_8859_1), 3);
        smsc.deliver(0, new byte[] {(byte) 0xbf, (byte) 0xe0, (byte) 0xd8}, 6);
        smsc.deliver(0, "ёж 🦔".getBytes(UTF_16BE), UCS2);
        smsc.deliver(0, "вспышка".getBytes(UTF_16BE), 0x18);
        smsc.deliver(0, Gsm7.encode("class"), 0xf1);
        smsc.deliver(0, "data".getBytes(US_ASCII), 0xf5);

        assertThat(fixture.messages())
                .extracting(InboundMessage::text)
                .containsExactly(
                        "{à la carte} 5€@",
                        "plain",
                        "восемь бит",
                        "où",
                        "où?",
                        "При",
                        "ёж 🦔",
                        "вспышка",
                        "class",
                        "data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOP", "1234567", "12345678", "{seven} and more than that"})
    void packed_septets_are_unpacked_and_others_left_alone_where_the_account_packs(String text)
            throws InterruptedException {
        fixture.with("alphabet", "GSM7_PACKED");
        bound();
        smsc.deliver(0, Gsm7.pack(Gsm7.encode(text), 0), 0);
        smsc.deliver(0, Gsm7.encode(text), 0);
        smsc.deliver(HEADER, header(new byte[] {5, 0, 3, 7, 2, 1}, Gsm7.pack(Gsm7.encode(text), 6)), 0);

        assertThat(fixture.messages()).extracting(InboundMessage::text).containsExactly(text, text, "(1/2) " + text);
    }

    @Test
    void each_part_of_a_long_text_is_kept_and_names_its_place_however_parts_are_joined() throws InterruptedException {
        bound();
        smsc.deliver(HEADER, header(new byte[] {5, 0, 3, 42, 2, 1}, "Добрый ".getBytes(UTF_16BE)), UCS2);
        smsc.deliver(HEADER, header(new byte[] {6, 8, 4, 1, 42, 2, 2}, "день".getBytes(UTF_16BE)), UCS2);
        smsc.deliver(0, "Добрый ".getBytes(UTF_16BE), UCS2, sar(3, 1));
        smsc.deliver(0, "вечер".getBytes(UTF_16BE), UCS2, sar(3, 3));
        smsc.deliver(HEADER, header(new byte[] {3, 0x24, 1, 5}, "Один".getBytes(UTF_16BE)), UCS2);

        assertThat(fixture.messages())
                .extracting(InboundMessage::text)
                .containsExactly("(1/2) Добрый ", "(2/2) день", "(1/3) Добрый ", "(3/3) вечер", "Один");
    }

    @Test
    void a_part_that_reads_like_a_refusal_is_none() throws InterruptedException {
        bound();
        smsc.deliver(HEADER, header(new byte[] {5, 0, 3, 42, 2, 2}, "стоп".getBytes(UTF_16BE)), UCS2);

        assertThat(fixture.messages()).extracting(InboundMessage::kind).containsExactly(Kind.TEXT);
    }

    @Test
    void a_long_text_may_come_whole_beside_the_pdu() throws InterruptedException {
        bound();
        var text = "Очень долгая история. ".repeat(20);
        smsc.deliver(0, new byte[0], UCS2, new OptionalParameter.Message_payload(text.getBytes(UTF_16BE)));

        assertThat(fixture.messages()).extracting(InboundMessage::text).containsExactly(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"05", "ff0003010201", "00", "0500030102", "050003010209"})
    void a_header_that_is_none_loses_no_words(String bytes) throws InterruptedException {
        bound();
        var words = new ByteArrayOutputStream();
        for (int i = 0; i < bytes.length(); i += 2) {
            words.write(Integer.parseInt(bytes.substring(i, i + 2), 16));
        }
        words.writeBytes(Gsm7.encode("OK"));

        assertThat(smsc.deliver(HEADER, words.toByteArray(), 0)).isZero();
        assertThat(fixture.messages())
                .singleElement()
                .satisfies(one -> assertThat(one.text()).endsWith("K"));
    }

    @Test
    void a_repetition_within_minutes_is_the_same_event_and_the_same_words_later_are_another()
            throws InterruptedException {
        bound();
        for (var wait : new int[] {0, 3, 60}) {
            fixture.later(Duration.ofMinutes(wait));
            smsc.deliver(0, "Ау?".getBytes(UTF_16BE), UCS2);
        }
        smsc.deliver(0, "Ау!".getBytes(UTF_16BE), UCS2);

        var keys = fixture.messages().stream().map(InboundMessage::eventKey).toList();
        assertThat(keys.get(0)).isEqualTo(keys.get(1));
        assertThat(keys).doesNotContainNull().hasSize(4);
        assertThat(keys.stream().distinct()).hasSize(3);
        assertThat(keys).allMatch(key -> key.length() <= 60);
    }

    @Test
    void who_refuses_comes_back_and_refuses_again_is_heard_each_time() throws InterruptedException {
        bound();
        for (var word : new String[] {"стоп", "старт", "стоп"}) {
            fixture.later(Duration.ofSeconds(20));
            smsc.deliver(0, word.getBytes(UTF_16BE), UCS2);
        }

        assertThat(fixture.messages()).extracting(InboundMessage::eventKey).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x18, 0x20})
    void what_the_network_itself_says_is_acknowledged_and_no_message(int type) throws InterruptedException {
        bound();

        assertThat(smsc.deliver(type, "id:1 stat:ENROUTE".getBytes(US_ASCII), 0))
                .isZero();
        assertThat(smsc.deliver(0, " ".getBytes(US_ASCII), 0)).isZero();
        assertThat(smsc.deliver(0, new byte[0], 0)).isZero();
        assertThat(fixture.messages()).isEmpty();
        assertThat(fixture.receipts()).isEmpty();
    }

    @Test
    void an_answer_by_hand_is_a_message() throws InterruptedException {
        bound();
        smsc.deliver(0x10, "Да".getBytes(UTF_16BE), UCS2);

        assertThat(fixture.messages()).extracting(InboundMessage::text).containsExactly("Да");
    }

    /** By the question for news alone: nothing has been sent yet. */
    private void bound() throws InterruptedException {
        channel.fetch(fixture.account(), "");
        smsc.awaitSession();
    }

    private static OptionalParameter[] sar(int parts, int part) {
        return new OptionalParameter[] {
            new OptionalParameter.Sar_msg_ref_num((short) 42),
            new OptionalParameter.Sar_total_segments((byte) parts),
            new OptionalParameter.Sar_segment_seqnum((byte) part)
        };
    }

    private static byte[] header(byte[] header, byte[] words) {
        var data = new ByteArrayOutputStream();
        data.writeBytes(header);
        data.writeBytes(words);
        return data.toByteArray();
    }
}
