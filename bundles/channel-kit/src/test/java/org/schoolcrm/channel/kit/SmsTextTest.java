package org.schoolcrm.channel.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.SendOutcome.Cause;

class SmsTextTest {

    @Test
    void spaces_of_every_kind_are_ordinary_and_none_is_lost() {
        assertThat(SmsText.clean("5\u00a0000\u202f₽\u2009—\tдо  1\u2007мая")).isEqualTo("5 000 ₽ — до  1 мая");
    }

    @Test
    void control_characters_go_and_lines_stay() {
        assertThat(SmsText.clean("a\u0000b\u001b\r\nc\rd\u2028e\u0085f")).isEqualTo("ab\nc\nd\nef");
    }

    @Test
    void emoji_of_several_characters_stay_whole() {
        assertThat(SmsText.clean("👩‍👧 ок")).isEqualTo("👩‍👧 ок");
    }

    @Test
    void nothing_is_cut() {
        assertThat(SmsText.of(draft("ы".repeat(70)), 70)).hasSize(70);
        assertThat(causeOf(() -> SmsText.of(draft("ы".repeat(71)), 70))).isEqualTo(Cause.SIZE);
        assertThat(SmsText.of(draft("🙂".repeat(70)), 70)).hasSize(140);
        assertThat(causeOf(() -> SmsText.of(draft("ы".repeat(71)), 1000, 1))).isEqualTo(Cause.SIZE);
    }

    @Test
    void an_empty_text_is_no_message() {
        assertThat(causeOf(() -> SmsText.of(draft(" \u00a0\n"), 70))).isEqualTo(Cause.CONTENT);
    }

    @Test
    void a_number_in_e164_loses_its_plus_and_gets_it_back() {
        assertThat(Phone.digits(new MessageDraft("o-1", "+79161234567", "", "x", Instant.EPOCH)))
                .isEqualTo("79161234567");
        assertThat(Phone.e164("79161234567")).isEqualTo("+79161234567");
        assertThat(Phone.e164("SCHOOL")).isEqualTo("SCHOOL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "79161234567", "89161234567", "+7 916 123-45-67", "+0123456789", "+123", "a@b.test"})
    void what_is_no_e164_is_refused_by_its_address(String address) {
        var draft = new MessageDraft("o-1", address, "", "x", Instant.EPOCH);

        assertThat(causeOf(() -> Phone.digits(draft))).isEqualTo(Cause.ADDRESS);
    }

    private static Cause causeOf(Runnable composing) {
        var caught = new Cause[1];
        assertThatThrownBy(composing::run)
                .isInstanceOfSatisfying(
                        CompositionException.class,
                        refused -> caught[0] = refused.outcome().cause());
        return caught[0];
    }

    private static MessageDraft draft(String text) {
        return new MessageDraft("o-1", "+79161234567", "", text, Instant.EPOCH);
    }
}
