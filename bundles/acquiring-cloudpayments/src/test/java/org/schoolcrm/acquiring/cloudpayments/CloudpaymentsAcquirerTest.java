package org.schoolcrm.acquiring.cloudpayments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.PreCheck;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.testkit.AcquirerContract;
import org.schoolcrm.acquiring.testkit.BankDocuments;
import org.schoolcrm.acquiring.testkit.GivenDocument;
import org.schoolcrm.acquiring.testkit.SimulatedBank;
import org.schoolcrm.acquiring.testkit.SimulatedCloudpayments;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpExchange;

class CloudpaymentsAcquirerTest extends AcquirerContract {

    @Override
    protected SimulatedBank newBank(Clock clock) {
        return new SimulatedCloudpayments(clock, "pk_school", "api-secret", false);
    }

    @Override
    protected MerchantAccount newAccount() {
        return accountOf("api-secret");
    }

    @Override
    protected Acquirer newAcquirer(HttpExchange http, Clock clock) {
        return new CloudpaymentsAcquirer(http);
    }

    @Override
    protected boolean isWholeBodySigned() {
        return true;
    }

    @Override
    protected String acknowledgementOf(RawWebhook webhook) {
        return "{\"code\":0}";
    }

    /** Addresses of notifications are set in the cabinet. */
    @Override
    protected Set<String> requestsNeverSent() {
        return Set.of("notifications update");
    }

    @Override
    protected void passes(GivenDocument given) {
        var json = given.json();
        switch (given.name()) {
            case "check.fields" -> {
                assertThat(parsed("pay", form(json)).stage()).isEqualTo(Stage.PAID);
                assertThat(parsed("pay", form(json)).live()).isFalse();
                assertThat(parsed("pay", form(json).replace("Completed", "Authorized"))
                                .stage())
                        .isEqualTo(Stage.AUTHORIZED);
                assertThat(parsed("confirm", form(json)).stage()).isEqualTo(Stage.PAID);
                assertThat(acquirer.parse(account, call("check", form(json), Map.of())))
                        .isEmpty();
            }
            case "fail.extra" -> {
                var payment = form(BankDocuments.sample("cloudpayments", "webhook", "check.fields"));
                assertThat(parsed("fail", payment + "&" + form(json)).stage()).isEqualTo(Stage.FAILED);
            }
            case "cancel.fields" ->
                assertThat(parsed("cancel", form(json)).stage()).isEqualTo(Stage.CANCELLED);
            case "refund.fields" -> {
                assertThat(parsed("refund", form(json)).kind()).isEqualTo(ProviderEvent.Kind.REFUND);
                assertThat(parsed("refund", form(json)).operationId()).isEqualTo("568");
                assertThat(parsed("refund", form(json)).providerId()).isEqualTo("455");
            }
            case "orders/create" ->
                assertThat(answering(json).create(account, payment("1")).payAt())
                        .hasToString("https://orders.cloudpayments.ru/d/gASGZVgUN21hcpPF");
            case "payments/get.completed" -> {
                var paid = answering(json).query(account, new PaymentRef("12345", "1"));
                assertThat(paid.captured()).isEqualTo(Money.of("159.00", "RUB"));
                assertThat(paid.live()).isFalse();
            }
            case "error" ->
                assertThat(answering(json).create(account, payment("1")).stage())
                        .isEqualTo(Stage.FAILED);
            case "find.notfound" -> {
                assertThat(answering(json)
                                .query(account, new PaymentRef("1", "order"))
                                .stage())
                        .isEqualTo(Stage.PENDING);
                assertThat(answering(json).find(account, "1").stage()).isEqualTo(Stage.UNKNOWN);
            }
            case "refund" -> {
                var order = new RefundRequest(
                        "r1", new PaymentRef("1", "455"), price(), Money.of("0", "RUB"), price(), null, null);
                var refund = answering(json).refund(account, order);
                assertThat(refund.status()).as("accepted is not done").isEqualTo(RefundOutcome.Status.PENDING);
                assertThat(refund.providerRefundId()).isEqualTo("568");
            }
            default -> passesVector(json);
        }
    }

    private void passesVector(JsonNode vector) {
        var raw = vector.get("rawBody").asText();
        boolean get = vector.get("contentType").asText().equals("(GET)");
        var headers = new HashMap<String, String>();
        headers.put("content-type", vector.get("contentType").asText());
        headers.put(
                vector.get("header").asText().toLowerCase(Locale.ROOT),
                vector.get("headerValue").asText());
        var call = new RawWebhook(
                get ? "GET" : "POST",
                vector.get("event").asText(),
                get ? raw : "",
                headers,
                get ? new byte[0] : raw.getBytes(StandardCharsets.UTF_8),
                "192.0.2.1",
                clock.now());
        var owner = accountOf(vector.get("apiSecret").asText());

        assertThat(acquirer.verify(owner, call))
                .isEqualTo(vector.get("expectValid").asBoolean() ? Verification.VERIFIED : Verification.REJECTED);
        if (vector.has("wrongDigestIfReencoded")) {
            headers.put("content-hmac", vector.get("wrongDigestIfReencoded").asText());
            assertThat(acquirer.verify(owner, call("pay", raw, headers))).isEqualTo(Verification.REJECTED);
        }
    }

    @Test
    void answers_the_question_before_the_payment() {
        create("order1");
        var check = ((SimulatedCloudpayments) bank).check(bank.order("order1"));

        assertThat(acquirer.verify(account, check)).isEqualTo(Verification.VERIFIED);
        assertThat(acquirer.preCheck(account, check)).contains(new PreCheck("order1", price()));
        assertThat(acquirer.answer(account, check, PreCheck.Verdict.GO_ON).body())
                .isEqualTo("{\"code\":0}");
        assertThat(acquirer.answer(account, check, PreCheck.Verdict.UNKNOWN_ORDER)
                        .body())
                .isEqualTo("{\"code\":10}");
        assertThat(acquirer.answer(account, check, PreCheck.Verdict.WRONG_AMOUNT)
                        .body())
                .isEqualTo("{\"code\":12}");
        assertThat(acquirer.answer(account, check, PreCheck.Verdict.CANNOT_ACCEPT)
                        .body())
                .isEqualTo("{\"code\":13}");
        assertThat(acquirer.answer(account, check, PreCheck.Verdict.EXPIRED).body())
                .isEqualTo("{\"code\":20}");
    }

    private ProviderEvent parsed(String type, String body) {
        return acquirer.parse(account, call(type, body, Map.of())).get(0);
    }

    private static String form(JsonNode fields) {
        var form = FormFields.of();
        for (var field : fields.properties()) {
            form = form.with(field.getKey(), field.getValue().asText());
        }
        return form.encode();
    }

    private Acquirer answering(JsonNode sample) {
        return newAcquirer(call -> HttpAnswer.of(200, sample.toString()), clock);
    }

    private RawWebhook call(String type, String body, Map<String, String> headers) {
        return new RawWebhook(
                "POST", type, "", headers, body.getBytes(StandardCharsets.UTF_8), "192.0.2.1", clock.now());
    }

    private static MerchantAccount accountOf(String secret) {
        return new MerchantAccount(
                new MerchantAccountId(1),
                new BranchId(1),
                "cloudpayments",
                "CloudPayments",
                "key",
                true,
                true,
                Map.of("publicId", "pk_school", "apiSecret", secret));
    }
}
