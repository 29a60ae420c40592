package org.schoolcrm.host.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An address is read as it stands or not at all. */
class EmailAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna@example.org",
                "Anna.Petrova+school@Example.ORG",
                "o'neil@example.co.uk",
                "_@x--y.example.org",
                "anna@xn--80a1acny.xn--p1ai",
            })
    void plain_addresses_keep_their_spelling_before_the_at(String address) {
        var read = EmailAddress.read(address).orElseThrow();

        assertThat(read.ascii()).isEqualToIgnoringCase(address);
        assertThat(address).startsWith(read.local() + "@");
    }

    @ParameterizedTest
    @CsvSource({
        "info@школа.рф, info@xn--80atdl2c.xn--p1ai",
        "info@ШКОЛА.РФ, info@xn--80atdl2c.xn--p1ai",
        "info@müller.de, info@xn--mller-kva.de",
        "info@школа-1.рф, info@xn---1-6kc3bfr2e.xn--p1ai",
    })
    void domains_in_other_alphabets_travel_in_their_ascii_form(String address, String ascii) {
        assertThat(EmailAddress.read(address).orElseThrow().ascii()).isEqualTo(ascii);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sаlе@mail.ru",
                "sale@mаil.ru",
                "анна@школа.рф",
                "info@straße.de",
                "info@ｍail.ru",
                "info@школа。рф",
            })
    void what_would_reach_somebody_else_is_no_address(String address) {
        assertThat(EmailAddress.read(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "anna",
                "@example.org",
                "anna@",
                "a..b@example.org",
                ".a@example.org",
                "ab.@example.org",
                "mailto:anna@example.org",
                "anna@localhost",
                "anna@example..org",
                "anna@example.org.",
                "anna@-example.org",
                "anna@127.0.0.1",
                "anna@[127.0.0.1]",
                "anna@exa_mple.org",
                "anna@example.org, boris@example.org",
                "<anna@example.org>",
                "Anna <anna@example.org>",
                "\"an na\"@example.org",
                "anna@boris@example.org",
                "an na@example.org",
                "anna@example.org\r\nBcc: boris@example.org",
                "anna\u200B@example.org",
                "anna@example.org\u200B",
            })
    void what_a_mail_server_would_refuse_is_no_address(String address) {
        assertThat(EmailAddress.read(address)).isEmpty();
    }

    @Test
    void too_long_ones_are_none() {
        assertThat(EmailAddress.read("a".repeat(64) + "@example.org")).isPresent();
        assertThat(EmailAddress.read("a".repeat(65) + "@example.org")).isEmpty();
        assertThat(EmailAddress.read("a@" + "b".repeat(63) + ".org")).isPresent();
        assertThat(EmailAddress.read("a@" + "b".repeat(64) + ".org")).isEmpty();
        assertThat(EmailAddress.read("a@" + "bb.".repeat(84) + "org")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b.ru\u00A0", "\u2007a@b.ru", "\ta@b.ru \u202F", "\u3000a@b.ru\n"})
    void blanks_around_it_do_not_count_whatever_their_kind(String address) {
        assertThat(EmailAddress.read(address)).contains(new EmailAddress("a", "b.ru"));
    }

    @Test
    void spellings_of_one_mailbox_have_one_key() {
        assertThat(EmailAddress.read("GOOD1@Example.RU").orElseThrow().key()).isEqualTo("good1@example.ru");
        assertThat(EmailAddress.read("info@Школа.рф").orElseThrow().key())
                .isEqualTo(EmailAddress.read("INFO@xn--80atdl2c.xn--p1ai")
                        .orElseThrow()
                        .key());
    }
}
