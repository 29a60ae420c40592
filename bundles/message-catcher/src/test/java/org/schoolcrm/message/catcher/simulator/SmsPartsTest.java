package org.schoolcrm.message.catcher.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsPartsTest {

    @ParameterizedTest
    @CsvSource({
        "a, 160, 1",
        "a, 161, 2",
        "a, 306, 2",
        "a, 307, 3",
        "ы, 70, 1",
        "ы, 71, 2",
        "ы, 134, 2",
        "ы, 135, 3",
        "€, 80, 1",
        "€, 81, 2",
        "€, 153, 3",
        "😀, 35, 1",
        "😀, 36, 2",
        "😀, 67, 3"
    })
    void counts_without_splitting_a_character(String character, int times, int parts) {
        assertThat(SmsParts.count(character.repeat(times))).isEqualTo(parts);
    }
}
