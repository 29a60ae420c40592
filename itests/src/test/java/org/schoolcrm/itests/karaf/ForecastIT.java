package org.schoolcrm.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.schoolcrm.itests.karaf.ExamContainer.Exam;

/** Forecasts and invoices by forecast in the archive that ships, over HTTP. */
@ExtendWith(ExamContainer.class)
class ForecastIT {

    private final Browser admin;
    private final Browser viewer;

    ForecastIT(Exam karaf) {
        admin = karaf.browser().logIn("admin");
        viewer = karaf.browser().logIn("viewer");
    }

    @Test
    @DisplayName("R014 R015 R021 R022 an invoice asks for what the forecast says, and takes no other amount")
    void an_invoice_asks_for_what_the_forecast_says() {
        var forecast = owing();
        var who = "\"branch\":1,\"customer\":" + forecast.get("customer") + ",\"account\":" + forecast.get("account");
        var body = "{" + who + ",\"method\":\"FORECAST\",\"periodEnd\":\""
                + forecast.get("end").textValue() + "\"";

        var refused = admin.postRaw("invoices", body + ",\"amount\":{\"amount\":1,\"currency\":\"RUB\"}}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("amount-is-forecast");
        assertThat(admin.postRaw("invoices", body + ",\"periodBegin\":\"2020-01-01\"}")
                        .body())
                .contains("period-begin-is-fixed");

        var invoice = admin.post("invoices", body + ",\"earlier\":\"KEEP\"}");
        var explained = admin.read("invoices/" + invoice.get("id") + "/explanation");

        assertThat(invoice.get("amount")).isEqualTo(forecast.get("sum").get("amount"));
        assertThat(invoice.get("periodBegin")).isEqualTo(forecast.get("begin"));
        assertThat(explained.get("lines")).hasSameSizeAs(forecast.get("sum").get("lines"));
        assertThat(explained.get("balance")).isEqualTo(forecast.get("sum").get("balance"));
        assertThat(explained.get("snapshot").textValue()).hasSize(64);
        assertThat(admin.read("invoices/" + invoice.get("id") + "/changes").get("changes"))
                .isEmpty();
        assertThat(admin.read("forecast-review/" + invoice.get("id")).get("projected"))
                .isEqualTo(forecast.get("sum").get("charges"));
    }

    @Test
    @DisplayName("R016 A27 an invoice by subscription cost is filled in, and can be typed over")
    void an_invoice_by_subscription_cost_is_filled_in() {
        var forecast = owing();
        var where = "branch=1&customer=" + forecast.get("customer") + "&account=" + forecast.get("account");
        var cost = admin.read("forecasts/cost?" + where).get("amount");
        var body = "{\"branch\":1,\"customer\":" + forecast.get("customer") + ",\"account\":" + forecast.get("account")
                + ",\"method\":\"SUBSCRIPTION_COST\"";

        assertThat(admin.post("invoices", body + ",\"earlier\":\"REPLACE\"}").get("amount"))
                .isEqualTo(cost);
        assertThat(admin.post(
                                "invoices",
                                body + ",\"earlier\":\"KEEP\",\"amount\":{\"amount\":77,\"currency\":\"RUB\"}}")
                        .get("amount")
                        .get("amount")
                        .longValue())
                .isEqualTo(77);
    }

    @Test
    void a_viewer_may_look_at_any_instant_and_change_nothing() {
        var forecasts = viewer.read("forecasts?branch=1&customer=2&asOf=2026-01-15T00:00:00Z&end=2026-02-28");

        assertThat(forecasts).isNotEmpty();
        assertThat(forecasts.get(0).get("begin").textValue()).isEqualTo("2026-01-15");
        assertThat(viewer.get("/crm/api/v1/forecasts?branch=1&customer=2&asOf=soon")
                        .statusCode())
                .isEqualTo(400);
        assertThat(viewer.postRaw("invoices", "{\"branch\":1,\"customer\":2,\"method\":\"FORECAST\"}")
                        .statusCode())
                .isEqualTo(403);
    }

    /** An account whose subscription is charged by the end of the month, and which owes for it. */
    private JsonNode owing() {
        var many = IntStream.rangeClosed(1, 200)
                .mapToObj(id -> "&customer=" + id)
                .reduce("forecasts?branch=1", String::concat);
        return StreamSupport.stream(admin.read(many).spliterator(), false)
                .filter(one -> one.get("problem").isNull())
                .filter(one -> one.get("sum").get("amount").get("amount").longValue() > 0)
                .filter(one -> !one.get("sum").get("lines").isEmpty())
                .findFirst()
                .orElseThrow();
    }
}
