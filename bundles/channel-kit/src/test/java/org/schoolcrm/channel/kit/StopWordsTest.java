package org.schoolcrm.channel.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolcrm.channel.spi.InboundMessage.Kind;
import org.schoolcrm.money.Money;

class StopWordsTest {

    @ParameterizedTest
    @CsvSource({
        "STOP, STOP",
        "' stop! ', STOP",
        "Стоп., STOP",
        "отписаться, STOP",
        "START, RESUMED",
        "старт, RESUMED",
        "не стоп, TEXT",
        "Остановите занятия, TEXT",
        "'', TEXT",
        "Спасибо, TEXT"
    })
    void only_the_word_alone_is_a_refusal(String text, Kind kind) {
        assertThat(StopWords.kindOf(text)).isEqualTo(kind);
    }

    @Test
    void a_balance_is_rounded_down_and_nonsense_is_none() {
        assertThat(Balance.rubles(new TextNode("510.309"))).contains(Money.of("510.30", "RUB"));
        assertThat(Balance.rubles(new TextNode("-0.001"))).contains(Money.of("-0.01", "RUB"));
        assertThat(Balance.rubles(new TextNode("1e999999999"))).isEmpty();
        assertThat(Balance.of(new TextNode("1"), "XX")).isEmpty();
        assertThat(Balance.of(new TextNode("1"), "ABC")).isEmpty();
    }

    @Test
    void the_providers_words_are_not_longer_than_people_read() {
        assertThat(ProviderText.of("207", "нельзя")).isEqualTo("207: нельзя");
        assertThat(ProviderText.of("207", "")).isEqualTo("207");
        assertThat(ProviderText.of("207", "ы".repeat(500))).hasSize(200);
    }
}
