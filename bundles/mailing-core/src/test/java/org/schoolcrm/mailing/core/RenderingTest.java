package org.schoolcrm.mailing.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.channel.spi.MessageChannel.Encoding;

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
