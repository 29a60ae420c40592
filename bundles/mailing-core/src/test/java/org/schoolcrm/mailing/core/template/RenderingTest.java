package org.schoolcrm.mailing.core.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.channel.spi.ChannelProfile.Encoding;

class RenderingTest {

    private static final String ADDRESS = "http://s.ru/i/1";
    private static final String LINK = "<a href=\"" + ADDRESS + "\">" + ADDRESS + "</a>";
    private static final Map<String, String> VALUES = Map.of(
            "bill.url",
            TagValue.link(ADDRESS).marked(),
            "customer.bills",
            TagValue.lines(List.of(TagValue.text("<1>"), TagValue.link(ADDRESS)))
                    .marked());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href=\"x\">{bill.url}</a>",
                "<A HREF='x'>{bill.url}</A>",
                "<a\nhref=x>Счет: {bill.url}!</a>",
                "<p><a href=\"x\"><b>Счет <i>{bill.url}</i></b></a></p>",
                "<a href=\"x\"><table><tr><td>{bill.url}</td></tr></table></a>",
                "<a title=\"1 > 2\" href=\"x\">{bill.url}</a>",
                "<a title='</a>' href=\"x\">{bill.url}</a>",
                "<a href=\"x\"><!-- </a> -->{bill.url}</a>",
                "<a href=\"x\"><abbr>№</abbr> {bill.url}</a>",
                "<a href=\"x\">1 < 2 {bill.url}</a>",
                "<a href=\"x\">раз</a><a href=\"y\">{bill.url}</a>",
                "<a href=\"x\">раз<a href=\"y\">{bill.url}</a>",
                "<a href=\"x\">{bill.url}",
            })
    void a_tag_inside_of_a_link_is_text(String template) {
        assertThat(html(template)).isEqualTo(template.replace("{bill.url}", ADDRESS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>{bill.url}</p>",
                "<a href=\"x\">Счет</a> {bill.url}",
                "<A HREF=\"x\">Счет</A\n> {bill.url}",
                "<!-- <a href=\"x\"> --><p>{bill.url}</p>",
                "<!--><p>{bill.url}</p>",
                "<p title=\"<a href=x>\">{bill.url}</p>",
                "<p title='a > b'>{bill.url}</p>",
                "<style>/* <a> */ p > b {color: red}</style>{bill.url}",
                "<abbr>№ {bill.url}</abbr>",
                "<article>{bill.url}</article>",
                "<b>5 < 6</b> {bill.url}",
                "<p>a <- b, {bill.url}</p>",
                "<p>it's \"{bill.url}\"</p>",
            })
    void a_tag_outside_of_links_is_a_link(String template) {
        assertThat(html(template)).isEqualTo(template.replace("{bill.url}", LINK));
    }

    @Test
    void the_shipped_words_have_one_link() {
        assertThat(html("<p>Оплатить: <a href=\"{bill.url}\">{bill.url}</a></p>"))
                .isEqualTo("<p>Оплатить: " + LINK + "</p>");
    }

    @Test
    void a_value_inside_of_a_link_can_only_be_read_as_text_and_keeps_its_lines() {
        assertThat(html("<a href=\"x\">{customer.bills}</a>"))
                .isEqualTo("<a href=\"x\">&lt;1&gt;<br>\n" + ADDRESS + "</a>");
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            Здравствуйте!~~Счет: {bill.url}~Школа | Здравствуйте!<br>~<br>~Счет: LINK<br>~Школа
            Счет~                                 | Счет
            5 < 6~{bill.url}                      | 5 &lt; 6<br>~LINK
            a<3 и <имя>~b                         | a&lt;3 и &lt;имя><br>~b
            <school@example.org>~{bill.url}       | &lt;school@example.org><br>~LINK
            <{bill.url}>~b                        | &lt;LINK><br>~b
            Том & Ко~3&nbsp;500&#8381; &copy=1    | Том &amp; Ко<br>~3&nbsp;500&#8381; &amp;copy=1
            """)
    void what_was_typed_without_html_keeps_its_lines_and_signs(String typed, String expected) {
        assertThat(html(typed.replace('~', '\n')))
                .isEqualTo(expected.replace('~', '\n').replace("LINK", LINK));
        assertThat(html(typed.replace("~", "\r\n"))).isEqualTo(html(typed.replace('~', '\n')));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>раз</p>\n<p>два</p>",
                "раз<br>\nдва",
                "раз\n<BR/>два",
                "раз\n<b>два</b> & три",
                "<a href=\"1 > 2\">раз</a>\nдва < три",
                "<style>p {color: red}</style>\nраз",
            })
    void what_holds_html_is_left_as_it_is(String template) {
        assertThat(html(template)).isEqualTo(template);
    }

    @Test
    void a_channel_of_plain_text_gets_what_was_typed() {
        assertThat(Rendering.body("5 < 6\n{bill.url}\n", VALUES, Encoding.PLAIN))
                .isEqualTo("5 < 6\n" + ADDRESS + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {". Спасибо", ", ждем", ")", "!", "»", "-"})
    void nothing_sticks_to_a_bare_address(String after) {
        assertThat(Rendering.body("Счет: {bill.url}" + after, VALUES, Encoding.PLAIN))
                .isEqualTo("Счет: " + ADDRESS + " " + after);
        assertThat(Rendering.body("{bill.url} " + after, VALUES, Encoding.PLAIN))
                .isEqualTo(ADDRESS + " " + after);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                "<a ",
                "<a href=\"",
                "<a href='x' ",
                "<!--",
                "<!",
                "</",
                "<style>",
                "</style ",
                "<style></style ",
                "=\"",
                "<b>{bill.url}"
            })
    void a_template_is_read_in_one_pass_whatever_it_holds(String piece) {
        var template = "<b>" + piece.repeat(200_000);

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatCode(() -> html(template)).doesNotThrowAnyException());
    }

    private static String html(String template) {
        return Rendering.body(template, VALUES, Encoding.HTML);
    }
}
