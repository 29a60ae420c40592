package org.schoolcrm.itests.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.api.ProviderAccounts;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.testkit.scripted.PrepaidChannel;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** What the page «Интеграции» gets from the API. */
class IntegrationsPageTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ACCOUNT = """
            {"branch":%d,"provider":"prepaid","name":"СМС","settings":{"login":"school","password":"only-we-know"},
             "terms":{"priority":%d,"pricePerPart":{"tenThousandths":40000,"currency":"RUB"},
                      "balanceAlarm":{"amount":20000,"currency":"RUB"},"consentInContract":false}}
            """;

    private static final PrepaidChannel PROVIDER = new PrepaidChannel();
    private static TestDatabase database;
    private static TestApplication school;
    private static TestServer server;

    @BeforeAll
    static void open() {
        database = TestDatabase.h2();
        school = TestApplication.still(database, Instant.parse("2026-09-10T09:00:00Z"), 20)
                .withMail();
        school.offer(MessageChannel.class, PROVIDER);
        server = school.server();
    }

    @AfterAll
    static void close() {
        server.close();
        school.close();
        database.close();
    }

    @Test
    @DisplayName("I14 a secret goes in, never comes out, and stays when it is not typed anew")
    void a_secret_goes_in_and_never_comes_out() {
        var made = json(server.user(1).post("provider-accounts", ACCOUNT.formatted(1, 1)));
        var address = "provider-accounts/" + made.get("id");

        assertThat(made.at("/settings/password").asText()).isEqualTo("***");
        assertThat(made.at("/settings/login").asText()).isEqualTo("school");
        assertThat(made.get("hookAddress").asText()).contains("/hooks/messages/prepaid/");
        var kept = server.user(1).send("PUT", address, change("school"));
        assertThat(kept.body()).contains("Другой").doesNotContain("only-we-know");
        assertThat(school.the(ProviderAccounts.class)
                        .find(new ProviderAccountId(made.get("id").asLong()))
                        .orElseThrow()
                        .setting("password"))
                .isEqualTo("only-we-know");
        var moved = server.user(1).send("PUT", address, change("thief"));
        assertThat(moved.body()).contains("secret-wanted-again", "settings.password");
    }

    @Test
    void a_branch_has_several_accounts_and_those_of_the_school() {
        var own = json(server.user(1).post("provider-accounts", ACCOUNT.formatted(1, 7)));
        var common = json(server.user(1).post("provider-accounts", ACCOUNT.formatted(0, 3)));
        var other = json(server.user(1).post("provider-accounts", ACCOUNT.formatted(2, 3)));

        var listed = json(server.user(1).get("provider-accounts?branch=1&limit=500"))
                .get("items")
                .findValuesAsText("id");
        assertThat(listed)
                .contains(own.get("id").asText(), common.get("id").asText())
                .doesNotContain(other.get("id").asText());
        assertThat(common.get("branch").asInt()).isZero();
        assertThat(common.get("changeable").asBoolean()).isTrue();
    }

    @Test
    void the_account_of_a_file_says_so_and_is_not_changed_here() {
        var filed =
                json(server.user(1).get("provider-accounts?branch=1&limit=500")).at("/items/0");
        var refused = server.user(1).send("PUT", "provider-accounts/" + filed.get("id"), change("school"));

        assertThat(filed.get("file").asText()).isEqualTo("org.schoolcrm.channel.email.cfg");
        assertThat(filed.get("changeable").asBoolean()).isFalse();
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("provider-account-is-filed");
    }

    @Test
    void the_balance_is_asked_for_and_shown_with_its_moment() {
        var address = "provider-accounts/"
                + json(server.user(1).post("provider-accounts", ACCOUNT.formatted(1, 1)))
                        .get("id");

        assertThat(json(server.user(1).get(address + "/health")).get("balance").isNull())
                .isTrue();
        json(server.user(1).post(address + "/balances", ""));
        var health = json(server.user(1).get(address + "/health"));
        assertThat(health.at("/balance/amount/amount").asLong()).isEqualTo(100_000);
        assertThat(health.at("/balance/toldAt").asText()).isEqualTo("2026-09-10T09:00:00Z");
    }

    @Test
    void a_trial_message_goes_out_at_once_and_in_the_language_of_who_asked() {
        var id = json(server.user(1).post("provider-accounts", ACCOUNT.formatted(2, 1)))
                .get("id");
        var answer = json(server.user(1)
                .post(
                        "provider-accounts/" + id + "/test-messages",
                        "{\"address\":\"8 916 123-45-67\"}",
                        "Accept-Language",
                        "ru"));

        assertThat(answer.get("outcome").asText()).isEqualTo("ACCEPTED");
        assertThat(PROVIDER.sent()).contains("+79161234567: Это проверка: сообщения школы уходят через «СМС».");
    }

    private static String change(String login) {
        return """
                {"name":"Другой","active":true,"settings":{"login":"%s","password":"***"},
                 "terms":{"priority":3,"pricePerPart":null,"balanceAlarm":null,"consentInContract":false}}
                """.formatted(login);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        try {
            return JSON.readTree(answer.body().isEmpty() ? "null" : answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(answer.body(), e);
        }
    }
}
