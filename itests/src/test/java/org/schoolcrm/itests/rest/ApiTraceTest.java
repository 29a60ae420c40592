package org.schoolcrm.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.itests.rest.ApiTestApplication.Operation;

/** Nothing is changed over the API without a trace of who did it. */
class ApiTraceTest {

    /** They only look, compute or ask. */
    private static final Set<String> LOOK_ONLY = Set.of(
            "POST /mailings/{id}/dry-runs",
            "POST /merchant-accounts/{id}/tests",
            "POST /payments/{id}/checks",
            "POST /provider-accounts/{id}/balances",
            "POST /provider-accounts/{id}/tests",
            "POST /templates/exams",
            "POST /templates/previews");

    /** Without a picture, an invoice to close, an undecided refund, messages that failed and a run that is over nothing is done. */
    private static final Set<String> NOT_HERE = Set.of(
            "DELETE /issuer-details/{branch}/logo",
            "PUT /issuer-details/{branch}/logo",
            "POST /channels/{channel}/releases",
            "POST /invoices/{id}/close",
            "POST /messages/{id}/resend",
            "POST /payments/{id}/refunds",
            "POST /payments/{id}/refunds/{refund}/decisions",
            "POST /runs/{id}/retry-failures",
            "POST /runs/{id}/stop-reminders");

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
    @DisplayName("R156 every operation that changes something leaves a record of who did it to what")
    void every_change_leaves_a_record() {
        var silent = new TreeSet<String>();
        var refused = new TreeSet<String>();
        for (var operation : changes()) {
            long before = records();
            if (!isDone(operation)) {
                refused.add(operation.name());
            } else if (records() == before) {
                silent.add(operation.name());
            }
        }

        assertThat(silent).isEmpty();
        assertThat(NOT_HERE).containsAll(refused);
    }

    /** What takes something away comes after what puts it there. */
    private static List<Operation> changes() {
        return api.operations().stream()
                .filter(one -> !one.verb().equals("GET") && !LOOK_ONLY.contains(one.name()))
                .sorted(Comparator.comparing(one -> one.verb().equals("DELETE")))
                .toList();
    }

    private static boolean isDone(Operation operation) {
        var body = operation.hasBody() ? api.body(operation.name()).toString() : "";
        var address = operation.name().equals("POST /invoices/{id}/archive")
                ? "invoices/" + api.invoice() + "/archive"
                : api.address(operation, 1);
        return api.user(1).send(operation.verb(), address, body).statusCode() < 300;
    }

    private static long records() {
        return api.number("select count(*) from audit_record where actor = 'user:1'");
    }
}
