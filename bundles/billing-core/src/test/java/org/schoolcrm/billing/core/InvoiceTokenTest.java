package org.schoolcrm.billing.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InvoiceTokenTest {

    @Test
    @DisplayName("R153 a token is 22 characters of 64, and none is given twice")
    void a_token_is_long_enough_and_new() {
        var tokens = Stream.generate(InvoiceToken::random)
                .limit(10_000)
                .map(InvoiceToken::text)
                .toList();

        assertThat(tokens).doesNotHaveDuplicates().allMatch(token -> token.matches("[A-Za-z0-9_-]{22}"));
        assertThat(String.join("", tokens)).contains("-", "_");
    }

    @Test
    void no_token_ends_in_what_a_mail_program_takes_for_punctuation() {
        assertThat(Stream.generate(InvoiceToken::random).limit(10_000))
                .allMatch(token -> token.text().matches(".*[A-Za-z0-9]"));
    }
}
