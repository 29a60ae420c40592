package org.schoolcrm.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolcrm.channel.spi.Segments;

class SmsPartsTest {

    /** Lengths of the parts in UTF-16 units. */
    @ParameterizedTest(name = "{1} × «{2}», then «{3}» as {0}: {4}, unicode {5}")
    @CsvSource({
        "UDH8,  1,   Hello, '',   5,         false",
        "UDH8,  160, a,  '',      160,       false",
        "UDH8,  161, a,  '',      153 8,     false",
        "UDH8,  306, a,  '',      153 153,   false",
        "UDH8,  307, a,  '',      153 153 1, false",
        "UDH8,  80,  €,  '',      80,        false",
        "UDH8,  81,  €,  '',      76 5,      false",
        "UDH8,  152, a,  €bcdefghi, 152 9,   false",
        "UDH8,  159, a,  €,       153 7,     false",
        "UDH8,  70,  ж,  '',      70,        true",
        "UDH8,  71,  ж,  '',      67 4,      true",
        "UDH8,  134, ж,  '',      67 67,     true",
        "UDH8,  135, ж,  '',      67 67 1,   true",
        "UDH8,  35,  😀, '',      70,        true",
        "UDH8,  36,  😀, '',      66 6,      true",
        "UDH8,  67,  😀, '',      66 66 2,   true",
        "UDH8,  66,  ж,  😀abcdefghij, 66 12, true",
        "UDH8,  133, ж,  😀,      67 66 2,   true",
        "UDH8,  159, a,  –,       67 67 26,  true",
        "UDH8,  69,  a,  ₽,       70,        true",
        "UDH8,  70,  a,  ₽,       67 4,      true",
        "UDH8,  70,  a,  ç,       67 4,      true",
        "UDH8,  70,  a,  Ç,       71,        false",
        "UDH8,  70,  a,  `,       67 4,      true",
        "UDH16, 161, a,  '',      152 9,     false",
        "UDH16, 151, a,  €bcdefghi, 151 9,   false",
        "UDH16, 71,  ж,  '',      66 5,      true",
        "UDH16, 65,  ж,  😀abcdefg, 65 9,    true",
        "SAR,   161, a,  '',      153 8,     false",
        "SAR,   71,  ж,  '',      67 4,      true",
        "PAYLOAD, 500, ж, '',     500,       true",
    })
    void cuts_a_text(LongMessage joining, int times, String letter, String end, String lengths, boolean unicode) {
        var text = letter.repeat(times) + end;

        var parts = SmsParts.of(text, Alphabet.GSM7, joining);

        assertThat(parts.texts().stream().map(part -> "" + part.length()).collect(Collectors.joining(" ")))
                .isEqualTo(lengths);
        assertThat(parts.unicode()).isEqualTo(unicode);
        assertThat(String.join("", parts.texts())).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"161, a", "81, €", "307, ^", "71, ж", "135, ж", "36, 😀", "67, 😀", "500, ж", "1000, a"})
    void makes_as_many_parts_as_the_estimate_says(int times, String letter) {
        var text = letter.repeat(times);

        assertThat(SmsParts.of(text, Alphabet.GSM7, LongMessage.UDH8).texts())
                .hasSize(Segments.of(text).count());
    }

    @ParameterizedTest
    @EnumSource
    void no_part_is_longer_than_phones_take(LongMessage joining) {
        for (var text : new String[] {"a€".repeat(300), "ж😀".repeat(300)}) {
            var parts = SmsParts.of(text, Alphabet.GSM7_PACKED, joining);
            int header = joining.header(1, 1, 2).length;
            for (int i = 0; joining != LongMessage.PAYLOAD && i < parts.texts().size(); i++) {
                assertThat(header + parts.bytes(i, Alphabet.GSM7_PACKED, header).length)
                        .isLessThanOrEqualTo(140);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GSM7,        hello,      0, 68656c6c6f",
        "GSM7,        '@$_~€',    0, 000211 1b3d 1b65",
        "GSM7_PACKED, hello,      0, e8329bfd06",
        "GSM7_PACKED, hellohello, 0, e8329bfd4697d9ec37",
        "GSM7_PACKED, 1234567,    0, 31d98c56b3dd1a",
        "GSM7_PACKED, 12345678,   0, 31d98c56b3dd70",
        "GSM7_PACKED, a,          6, c2",
        "GSM7_PACKED, ab,         7, 6131",
        "LATIN1,      'a{ü',      0, 617bfc",
    })
    void writes_the_alphabet_as_the_smsc_wants_it(Alphabet alphabet, String text, int header, String hex) {
        assertThat(alphabet.canWrite(text)).isTrue();
        assertThat(HexFormat.of().formatHex(alphabet.encode(text, header))).isEqualTo(hex.replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource({"GSM7, ж", "GSM7, \u00a0", "GSM7, «", "LATIN1, €", "LATIN1, Δ", "LATIN1, «", "GSM7_PACKED, ₽"})
    void knows_what_an_alphabet_cannot_write(Alphabet alphabet, String text) {
        assertThat(alphabet.canWrite("a" + text)).isFalse();
    }

    @Test
    void reads_what_it_has_written() {
        var all = "@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà^{}\\[~]|€";

        assertThat(Gsm7.decode(Gsm7.encode(all))).isEqualTo(all);
    }
}
