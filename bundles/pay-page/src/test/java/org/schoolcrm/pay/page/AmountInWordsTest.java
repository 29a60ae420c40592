package org.schoolcrm.pay.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolcrm.money.Money;

/** Every number spelt can be read back, and every word stands in the form that its number wants. */
class AmountInWordsTest {

    private static final Map<String, Long> VALUES = values();

    @ParameterizedTest
    @CsvSource({
        "0, Ноль рублей 00 копеек",
        "1, Ноль рублей 01 копейка",
        "2, Ноль рублей 02 копейки",
        "5, Ноль рублей 05 копеек",
        "11, Ноль рублей 11 копеек",
        "21, Ноль рублей 21 копейка",
        "100, Один рубль 00 копеек",
        "200, Два рубля 00 копеек",
        "299, Два рубля 99 копеек",
        "500, Пять рублей 00 копеек",
        "1100, Одиннадцать рублей 00 копеек",
        "1400, Четырнадцать рублей 00 копеек",
        "2100, Двадцать один рубль 00 копеек",
        "10100, Сто один рубль 00 копеек",
        "11200, Сто двенадцать рублей 00 копеек",
        "100000, Одна тысяча рублей 00 копеек",
        "200150, Две тысячи один рубль 50 копеек",
        "560000, Пять тысяч шестьсот рублей 00 копеек",
        "1100000, Одиннадцать тысяч рублей 00 копеек",
        "2100000, Двадцать одна тысяча рублей 00 копеек",
        "2200000, Двадцать две тысячи рублей 00 копеек",
        "100000000, Один миллион рублей 00 копеек",
        "200000100, Два миллиона один рубль 00 копеек",
        "500000000, Пять миллионов рублей 00 копеек",
        "100000000000, Один миллиард рублей 00 копеек",
        "123456789012, Один миллиард двести тридцать четыре миллиона пятьсот шестьдесят семь тысяч восемьсот девяносто рублей 12 копеек",
        "200000000000000, Два триллиона рублей 00 копеек"
    })
    void samples_are_spelt_as_an_accountant_would(long kopecks, String words) {
        assertThat(AmountInWords.of(Money.ofMinor(kopecks, "RUB"))).isEqualTo(words);
    }

    @Test
    void every_amount_can_be_read_back_from_its_words() {
        var random = new Random(20260901);
        LongStream.concat(
                        LongStream.range(0, 20_000),
                        LongStream.generate(() -> random.nextLong() >>> 1 >>> random.nextInt(40))
                                .limit(100_000))
                .forEach(kopecks -> {
                    var words = AmountInWords.of(Money.ofMinor(kopecks, "RUB"));
                    assertThat(read(words)).as(words).isEqualTo(kopecks);
                    assertThat(words).as(words).doesNotContain("  ");
                });
    }

    @Test
    void each_word_agrees_with_its_number() {
        for (long number = 0; number < 2_000; number++) {
            var roubles = AmountInWords.of(Money.ofMinor(number * 100, "RUB"));
            assertThat(roubles).contains(form(number, " рубль ", " рубля ", " рублей "));
            var thousands = AmountInWords.of(Money.ofMinor(number * 100_000, "RUB"));
            assertThat(number % 1000 == 0 || thousands.contains(form(number, " тысяча ", " тысячи ", " тысяч ")))
                    .as(thousands)
                    .isTrue();
            if (number < 100) {
                var kopecks = AmountInWords.of(Money.ofMinor(number, "RUB"));
                assertThat(kopecks + " ").contains(form(number, " копейка ", " копейки ", " копеек "));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"150050, KZT, Одна тысяча пятьсот KZT 50", "1500, JPY, Одна тысяча пятьсот JPY", "7, USD, Ноль USD 07"})
    void other_currencies_keep_their_code(long minor, String currency, String words) {
        assertThat(AmountInWords.of(Money.ofMinor(minor, currency))).isEqualTo(words);
    }

    private static String form(long number, String one, String few, String many) {
        if (List.of(11L, 12L, 13L, 14L).contains(number % 100)) {
            return many;
        }
        return number % 10 == 1 ? one : number % 10 >= 2 && number % 10 <= 4 ? few : many;
    }

    /** The number that the words say, in kopecks. */
    private static long read(String text) {
        long whole = 0;
        long part = 0;
        for (var word : text.toLowerCase(Locale.ROOT).split(" ")) {
            if (word.startsWith("рубл")) {
                whole += part;
                part = 0;
            } else if (word.matches("\\d\\d")) {
                return whole * 100 + Long.parseLong(word);
            } else {
                long value = VALUES.get(word);
                if (value >= 1000) {
                    whole += part * value;
                    part = 0;
                } else {
                    part += value;
                }
            }
        }
        throw new AssertionError(text);
    }

    private static Map<String, Long> values() {
        var values = new HashMap<String, Long>();
        var small = "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать"
                + " четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать";
        var tens = "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто";
        var hundreds = "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот";
        long value = 0;
        for (var word : small.split(" ")) {
            values.put(word, value++);
        }
        for (var word : tens.split(" ")) {
            values.put(word, value);
            value += 10;
        }
        for (var word : hundreds.split(" ")) {
            values.put(word, value);
            value += 100;
        }
        values.put("одна", 1L);
        values.put("две", 2L);
        long group = 1000;
        for (var words : List.of(
                "тысяча тысячи тысяч",
                "миллион миллиона миллионов",
                "миллиард миллиарда миллиардов",
                "триллион триллиона триллионов",
                "квадриллион квадриллиона квадриллионов")) {
            for (var word : words.split(" ")) {
                values.put(word, group);
            }
            group *= 1000;
        }
        return values;
    }
}
