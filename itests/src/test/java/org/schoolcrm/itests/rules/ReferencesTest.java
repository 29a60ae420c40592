package org.schoolcrm.itests.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever code and documents cite is in this tree: codes, decisions, documents and their sections, files, types. */
class ReferencesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final References REFERENCES = new References(ROOT);

    /** All but this file, which cites what is not there to see that it is noticed. */
    @Test
    void whatever_is_cited_is_there() {
        assertThat(References.files(ROOT).stream()
                        .filter(file -> !file.endsWith("ReferencesTest.java"))
                        .flatMap(file -> REFERENCES.missing(file, References.read(file)).stream()))
                .isEmpty();
    }

    @Test
    void a_code_is_defined_once() {
        assertThat(REFERENCES.defined()).doesNotHaveDuplicates().contains("R001", "A1", "I1", "D1", "H1", "V1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                java       | /** Money is never refused (R151, R999). */    | R999
                java       | // as decided (A99)                            | A99
                java       | @DisplayName("I99 holds under load")           | I99
                java       | expect(isRight, "I98 entered twice");          | I98
                java       | /** The bank hung (B7). */                     | B7
                js         | // kept out of caches (D10, D99)               | D99
                sql        | -- each operation once (I97)                   | I97
                cfg        | # closed to others (H99)                       | H99
                xml        | <!-- must be fast (P11) -->                    | P11
                md         | V99 is an example                              | V99
                md         | as ADR 0161 and 0999 say                       | ADR 0161 and 0999
                md         | decided in docs/adr/0999                       | adr/0999
                java       | /** As forecast.md 3 says. */                  | forecast.md 3
                java       | /** Rounded (forecast-rules.md 8). */          | forecast-rules.md 8
                java       | /** Its stages (acquirers.md 1.3, 9). */       | acquirers.md 1.3, 9
                properties | # see channels.md 2.2, rule 99                 | channels.md 2.2, rule 99
                md         | see ../docs/no-such-guide.md                   | ../docs/no-such-guide.md
                md         | see [the guide](adr/no-such-guide)             | adr/no-such-guide
                md         | decided by `NoSuchClass`                       | `NoSuchClass`
                md         | decided by `Money.noSuchStep`                  | `Money.noSuchStep`
                """)
    void what_is_not_there_is_named_with_file_and_line(String extension, String text, String cited) {
        var planted = ROOT.resolve("docs/planted." + extension);

        assertThat(REFERENCES.missing(planted, "\n" + text))
                .containsExactly("docs/planted." + extension + ":2 " + cited);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                java | /** R151, I1–I6, A3, D7, H3 (forecast-rules.md 3, rules 3 and 4, ADR 0030). */
                java | /** On H2 and with G1 (reliability.md 2; acquirers.md 1.3, 5). */
                java | var outside = R999 + 'forecast.md';
                md   | V1, V84.1, ADRs 0161 and 0181, docs/adr/0030, [channels](channels.md), section 2.2, rule 6.
                md   | `Money.split`, `host.spi.Permission`, `BigDecimal`, `R999`, [them](https://example.org/x.md)
                """)
    void what_is_there_may_be_cited(String extension, String text) {
        assertThat(REFERENCES.missing(ROOT.resolve("docs/planted." + extension), text))
                .isEmpty();
    }
}
