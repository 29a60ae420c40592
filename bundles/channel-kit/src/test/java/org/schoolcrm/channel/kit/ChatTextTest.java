package org.schoolcrm.channel.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.channel.kit.ChatText.Counting;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.SendOutcome.Cause;

class ChatTextTest {

    @Test
    void lines_and_no_break_spaces_stay_and_control_characters_go() {
        assertThat(text("a\r\nb\rc\td\u00a0₽\u0000\u0007\u009f", 20, Counting.SEEN))
                .isEqualTo("a\nb\nc d\u00a0₽");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "abc                                    | 3 | 3",
                "<b>5 400 ₽</b>                         | 7 | 14",
                "<a href=\"https://s.ru/?x=1&amp;y\">ok</a> | 2 | 40",
                "&lt;&gt;&amp;&quot;&#33;&#x21;         | 6 | 30",
                "&nbsp;                                 | 6 | 6",
                "1 < 2 > 0                              | 9 | 9",
                "😀                                     | 1 | 2"
            })
    void marks_are_not_seen_and_an_entity_is_one_character(String body, int seen, int written) {
        assertThat(text(body, seen, Counting.SEEN)).isEqualTo(body);
        assertThat(text(body, written, Counting.WRITTEN)).isEqualTo(body);
        assertRefused(body, seen - 1, Counting.SEEN, Cause.SIZE);
        assertRefused(body, written - 1, Counting.WRITTEN, Cause.SIZE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n ", "<b></b>", "<b> </b>", "\u0000"})
    void nothing_to_see_is_no_message(String body) {
        assertRefused(body, 100, Counting.SEEN, Cause.CONTENT);
    }

    private static void assertRefused(String body, int longest, Counting counting, Cause cause) {
        assertThatThrownBy(() -> text(body, longest, counting))
                .isInstanceOfSatisfying(
                        CompositionException.class,
                        refused -> assertThat(refused.outcome().cause()).isEqualTo(cause));
    }

    private static String text(String body, int longest, Counting counting) {
        return ChatText.of(new MessageDraft("o-1", "1", "", body, Instant.EPOCH), longest, counting);
    }
}
