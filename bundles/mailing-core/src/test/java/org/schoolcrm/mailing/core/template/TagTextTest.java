package org.schoolcrm.mailing.core.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.channel.spi.ChannelProfile.Encoding;

class TagTextTest {

    private static final Map<String, String> VALUES = Map.of("customer.name", "Анна", "bill.amount", "1500.00");

    private static final TagText.Writing PLAINLY = (value, position) -> value.plain();

    @Test
    void puts_values_in_place_of_tags() {
        assertThat(new TagText("{customer.name}: {bill.amount}, {bill.amount}").fill(VALUES, PLAINLY))
                .isEqualTo("Анна: 1500.00, 1500.00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p{color:red}",
                "{до 5%}",
                "{}",
                "{ customer.name }",
                "{name}",
                "{Customer.name}",
                "{a.b",
                "$1 \\0"
            })
    void leaves_alone_what_is_no_tag(String text) {
        assertThat(new TagText(text).fill(VALUES, PLAINLY)).isEqualTo(text);
        assertThat(new TagText(text).tags()).isEmpty();
    }

    @Test
    void never_looks_at_a_value_again() {
        var hostile = Map.of("customer.name", "{bill.amount} $1 \\", "bill.amount", "1500.00");

        assertThat(new TagText("{customer.name}").fill(hostile, PLAINLY)).isEqualTo("{bill.amount} $1 \\");
    }

    @Test
    void lets_no_literal_tag_leave_the_house() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new TagText("{bill.url}").fill(VALUES, PLAINLY))
                .withMessageContaining("bill.url");
    }

    @Test
    void writes_values_so_that_they_can_only_be_read_as_text() {
        var hostile = Map.of("customer.name", "<b onload=\"x\">&'");

        assertThat(Rendering.body("<p>{customer.name}</p>", hostile, Encoding.HTML))
                .isEqualTo("<p>&lt;b onload=&quot;x&quot;&gt;&amp;&#39;</p>");
        assertThat(Rendering.body("{customer.name}", hostile, Encoding.PLAIN)).isEqualTo("<b onload=\"x\">&'");
    }

    @Test
    void keeps_a_subject_on_one_line() {
        var hostile = Map.of("customer.name", "Анна\r\nBcc: all@example.org");

        assertThat(Rendering.subject("Счёт: {customer.name} ", hostile)).isEqualTo("Счёт: Анна Bcc: all@example.org");
    }
}
