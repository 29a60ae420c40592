package org.schoolcrm.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.itests.rest.ApiTestApplication.Operation;

/** Nobody's mailbox is flooded in the school's name. */
class MessageQuotaTest {

    private static ApiTestApplication api;

    @BeforeAll
    static void open() {
        api = new ApiTestApplication();
    }

    @AfterAll
    static void close() {
        api.close();
    }

    @Test
    @DisplayName("D30 thirty tests of templates an hour from a branch, and then a refusal that says when to come back")
    void tests_of_templates_are_counted() {
        counted("POST /templates/{id}/tests", 30);
    }

    @Test
    @DisplayName("D30 twenty messages a day by hand to one customer")
    void messages_by_hand_are_counted() {
        counted("POST /messages", 20);
    }

    @Test
    @DisplayName("D30 ten trials of accounts with providers an hour from a branch")
    void trials_of_accounts_are_counted() {
        counted("POST /provider-accounts/{id}/test-messages", 10);
    }

    private static void counted(String name, int most) {
        var operation = api.operations().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();

        assertThat(Stream.generate(send(operation)).limit(most)).allMatch(answer -> answer.statusCode() < 300);
        var refused = send(operation).get();
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("messages-too-many");
        assertThat(refused.headers().firstValue("Retry-After")).contains("3600");
    }

    private static Supplier<HttpResponse<String>> send(Operation operation) {
        var body = api.body(operation.name()).toString();
        return () -> api.user(1).send(operation.verb(), api.address(operation, 1), body);
    }
}
