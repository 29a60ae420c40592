package org.schoolcrm.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextPartTest {

    /** As mail programs make links of a text. */
    private static final Pattern LINKIFIED = Pattern.compile("https?://[^\\s<>\"]+");

    private static final String ADDRESS = "http://s.ru/i/AbC";

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            <a href="http://s.ru/i/AbC">http://s.ru/i/AbC</a>             | http://s.ru/i/AbC
            <a href="http://s.ru/i/AbC">s.ru/i/AbC</a>                    | http://s.ru/i/AbC
            <a href="http://s.ru/i/AbC"> HTTP://S.ru/i/AbC/ </a>          | http://s.ru/i/AbC
            <a href="http://s.ru/">s.ru</a>                               | http://s.ru/
            <a href="http://s.ru/i/AbC"><b>http://s.ru</b>/i/AbC</a>      | http://s.ru/i/AbC
            <a href="http://s.ru/i/AbC">Оплатить</a>                      | Оплатить http://s.ru/i/AbC
            <a href="http://s.ru/i/AbC">Оплатить: http://s.ru/i/AbC!</a>  | Оплатить: http://s.ru/i/AbC !
            <a href="http://s.ru/i/Ab">http://s.ru/i/AbC</a>              | http://s.ru/i/AbC http://s.ru/i/Ab
            <a href="http://s.ru/i/AbC">Оплатить</a> http://s.ru/i/AbC    | Оплатить http://s.ru/i/AbC
            <a href="http://s.ru/i/AbC"></a>                              | http://s.ru/i/AbC
            <a href="http://s.ru/i/AbC"></a>http://s.ru/i/AbC             | http://s.ru/i/AbC
            <a href="mailto:a@s.ru">a@s.ru</a>                            | a@s.ru
            <a href="mailto:a@s.ru?subject=1">Напишите</a>                | Напишите a@s.ru
            <a name="top">Начало</a>                                      | Начало
            """)
    void an_address_is_printed_once(String html, String text) {
        assertThat(PlainTextPart.of(html)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "<td><a href='http://s.ru/i/AbC'>Оплатить</a></td><td>до 30.11.2026</td>",
                "<a href='http://s.ru/i/AbC'>Оплатить</a>до",
                "<a href='http://s.ru/i/AbC'>http://s.ru/i/AbC</a>.",
                "<a href='http://s.ru/i/AbC'>http://s.ru/i/AbC</a>, до",
                "Оплатить:<a href='http://s.ru/i/AbC'>http://s.ru/i/AbC</a>",
                "(<a href='http://s.ru/i/AbC'>оплатить</a>)",
                "«http://s.ru/i/AbC»",
                "“http://s.ru/i/AbC”",
                "Оплатите http://s.ru/i/AbC. Спасибо!",
                "http://s.ru/i/AbC&nbsp;до",
                "http://s.ru/i/AbC&#8203;до",
                "<div>http://s.ru/i/AbC</div>до",
                "<pre>Оплатить:http://s.ru/i/AbC\nдо</pre>",
                "<a href='http://s.ru/i/AbC'><img src='http://s.ru/b.png'></a>до",
            })
    void mail_programs_take_the_address_and_nothing_else_for_the_link(String html) {
        assertThat(PlainTextPart.of("<table><tr>" + html + "</tr></table>"))
                .satisfies(PlainTextPartTest::hasTheLink)
                .satisfies(text -> assertThat(text.split("\\s+")).contains(ADDRESS));
    }

    private static void hasTheLink(String text) {
        assertThat(LINKIFIED.matcher(text).results().map(MatchResult::group)).containsExactly(ADDRESS);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            <table><tr><td>Сумма</td><td>3500</td></tr><tr><th>до</th><td>1.12</td></tr></table> | Сумма 3500~до 1.12
            <table><tr><td>Сумма</td><td>&nbsp;</td><td>3500</td></tr></table>                   | Сумма 3500
            <p>Сумма</p><p>3500</p>                                                              | Сумма~~3500
            <p>Сумма</p>  <p>&nbsp;</p>  <p>3500</p>                                             | Сумма~~3500
            <div>Сумма</div><div>3500</div>                                                      | Сумма~3500
            <div>Сумма<div>3500</div>до</div>                                                    | Сумма~3500~до
            <section>Сумма</section><section>3500</section>                                      | Сумма~3500
            Сумма<hr>3500                                                                        | Сумма~3500
            <h1>Счет</h1>Сумма<h4>До</h4>1.12                                                    | Счет~~Сумма~~До~~1.12
            Три:<ul><li>раз</li><li>два</li><li></li></ul>и                                      | Три:~- раз~- два~и
            <ol><li><p>раз</p></li><li>два<ul><li>и</li></ul></li></ol>                          | 1. раз~~2. два~- и
            <a href="http://a">раз</a><a href="http://b">два</a>                                 | раз http://a два http://b
            <img alt="Школа" src="http://s.ru/l.png">Счет                                        | Школа Счет
            <b>Сум</b>ма                                                                         | Сумма
            """)
    void what_stands_apart_in_html_stands_apart_in_text(String html, String text) {
        assertThat(PlainTextPart.of(html)).isEqualTo(text.replace('~', '\n'));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            раз<br>два                     | раз~два
            раз<br>~два                    | раз~два
            раз <br/> ~ два                | раз~два
            раз<br>~<br>~два               | раз~~два
            <p>раз<br></p><p>два</p>       | раз~~два
            <div>раз</div><div><br></div><div>два</div> | раз~~два
            раз~~~два                      | раз два
            3&nbsp;500&nbsp;&nbsp;₽        | 3 500 ₽
            <pre>раз~  два&nbsp;три~</pre> | раз~  два три
            """)
    void a_line_ends_where_it_ends_in_html(String html, String text) {
        assertThat(PlainTextPart.of(html.replace('~', '\n'))).isEqualTo(text.replace('~', '\n'));
    }

    @Test
    void an_address_is_one_word_whatever_is_in_it() {
        assertThat(PlainTextPart.of("<a href='http://s.ru/счет №1 <\"a\">?b=1&amp;c'>Счет</a>"))
                .isEqualTo("Счет http://s.ru/счет%20№1%20%3C%22a%22%3E?b=1&c");
    }

    @ParameterizedTest(name = "case {index}")
    @MethodSource("org.schoolcrm.channel.email.RandomHtml#cases")
    void every_address_stands_alone_and_nothing_adjoins_however_it_is_nested(RandomHtml html) {
        var text = PlainTextPart.of(html.html());

        assertThat(LINKIFIED.matcher(text).results().map(MatchResult::group))
                .as(html.html())
                .containsExactlyElementsOf(html.addresses());
        assertThat(text.split("\\s+")).as(html.html()).containsAll(html.addresses());
        assertThat(text.split("\\s+")).as(html.html()).allMatch(html::isFromOnePlace);
        assertThat(html.wordsIn(text)).as(html.html()).isEqualTo(html.words());
    }
}
