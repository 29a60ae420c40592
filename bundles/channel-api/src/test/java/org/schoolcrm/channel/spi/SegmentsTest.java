package org.schoolcrm.channel.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentsTest {

    @ParameterizedTest(name = "{0} × «{1}» and «{2}»: {3} parts")
    @CsvSource({
        "1,   Hello, '', 1, false",
        "160, a, '',  1, false",
        "161, a, '',  2, false",
        "306, a, '',  2, false",
        "307, a, '',  3, false",
        "80,  €, '',  1, false",
        "81,  €, '',  2, false",
        "159, a, €,   2, false",
        "158, a, €,   1, false",
        "152, a, €bcdefghi, 2, false",
        "304, a, ^,   2, false",
        "305, a, ^,   3, false",
        "70,  ж, '',  1, true",
        "71,  ж, '',  2, true",
        "134, ж, '',  2, true",
        "135, ж, '',  3, true",
        "35,  😀, '', 1, true",
        "36,  😀, '', 2, true",
        "66,  😀, '', 2, true",
        "67,  😀, '', 3, true",
        "66,  ж, 😀abcdefghij, 2, true",
        "132, ж, 😀,  2, true",
        "133, ж, 😀,  3, true",
        "159, a, –,   3, true",
        "69,  a, ₽,   1, true",
        "70,  a, ₽,   2, true",
        "70,  a, «,   2, true",
        "70,  a, `,   2, true",
        "1,   ёЁ№, '', 1, true",
        "159, @, \\,  2, false",
        "1,   à, ñ§,  1, false",
    })
    void counts_the_parts_of_an_sms(int times, String letter, String end, int parts, boolean unicode) {
        assertThat(Segments.of(letter.repeat(times) + end)).isEqualTo(new Segments(parts, unicode));
    }

    @ParameterizedTest
    @CsvSource({"' ', false", "'\u00a0', true"})
    void a_space_that_does_not_break_costs_an_alphabet(String space, boolean unicode) {
        assertThat(Segments.of("5" + space + "000").unicode()).isEqualTo(unicode);
    }
}
