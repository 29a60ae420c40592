package org.schoolcrm.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwayPageTest {

    private static final AwayPage.Words WORDS = new AwayPage.Words("en", "Away", "Later", "Return", "Again");

    @Test
    void leads_back_to_where_the_address_says_the_visitor_came_from() {
        assertThat(AwayPage.page("POST", "lang=en&back=/i/Ab-_9/back&x=1", WORDS))
                .contains("<html lang=\"en\">", "<h1>Away</h1>", "<a href=\"/i/Ab-_9/back\">Return</a>")
                .doesNotContain("Again");
    }

    @Test
    void what_was_only_looked_at_may_be_asked_for_again() {
        assertThat(AwayPage.page("GET", null, WORDS))
                .contains("<a href=\"\">Again</a>")
                .doesNotContain("Return");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "back=//evil.example",
                "back=https://evil.example",
                "back=/x/../y",
                "back=/x\"onload=",
                "back=/%5Cevil.example",
                "back=/\\evil.example",
                "aback=/x",
                "back="
            })
    void leads_to_no_other_site(String query) {
        assertThat(AwayPage.page("GET", query, WORDS)).doesNotContain("Return");
    }
}
