package org.schoolcrm.acquiring.yookassa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.testkit.AcquirerContract;
import org.schoolcrm.acquiring.testkit.BankDocuments;
import org.schoolcrm.acquiring.testkit.GivenDocument;
import org.schoolcrm.acquiring.testkit.SimulatedBank;
import org.schoolcrm.acquiring.testkit.SimulatedYookassa;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpExchange;

class YookassaAcquirerTest extends AcquirerContract {

    @Override
    protected SimulatedBank newBank(Clock clock) {
        return new SimulatedYookassa(clock, "500105", "live_secret");
    }

    @Override
    protected MerchantAccount newAccount() {
        return accountOf("500105", Map.of());
    }

    @Override
    protected Acquirer newAcquirer(HttpExchange http, Clock clock) {
        return new YookassaAcquirer(http, clock);
    }

    @Override
    protected boolean isWholeBodySigned() {
        return true;
    }

    @Override
    protected String acknowledgementOf(RawWebhook webhook) {
        return "OK";
    }

    @Override
    protected void passes(GivenDocument given) {
        var json = given.json();
        switch (given.name()) {
            case "payment.succeeded" -> {
                isOnlyAHint(json);
                assertThat(parsed(json).live()).isFalse();
                assertThat(parsed(json).stage()).isEqualTo(Stage.PAID);
            }
            case "payment.waiting_for_capture" -> {
                isOnlyAHint(json);
                assertThat(parsed(json).stage()).isEqualTo(Stage.AUTHORIZED);
            }
            case "created" -> {
                var opened = answering(200, json).create(account, payment("order1"));
                assertThat(opened.providerId()).isEqualTo("23d93cac-000f-5000-8000-126628f15141");
                assertThat(opened.payAt()).asString().startsWith("https://yoomoney.ru/");
            }
            case "canceled" -> {
                var canceled = answering(200, json).query(accountOf("123", Map.of()), new PaymentRef("order1", "1"));
                assertThat(canceled.stage()).isEqualTo(Stage.FAILED);
                assertThat(canceled.live()).isFalse();
            }
            case "refund" -> {
                var payment = new PaymentRef("order1", "1da5c87d-0984-50e8-a7f3-8de646dd9ec9");
                var ten = Money.of("10.00", "RUB");
                var sent = answering(200, json)
                        .refund(account, new RefundRequest("r1", payment, ten, Money.of("0", "RUB"), ten, null, null));
                assertThat(sent.status()).isEqualTo(RefundOutcome.Status.DONE);
            }
            case "error" ->
                assertThat(answering(400, json)
                                .create(account, payment("order1"))
                                .stage())
                        .isEqualTo(Stage.FAILED);
            case "yk-nosig" -> {
                var signed = new RawWebhook(
                        "POST",
                        "",
                        "",
                        Map.of("x-yookassa-signature", "00"),
                        "{}".getBytes(StandardCharsets.UTF_8),
                        "192.0.2.1",
                        clock.now());
                assertThat(acquirer.verify(account, signed)).isEqualTo(Verification.NEEDS_QUERY);
            }
            default ->
                assertThat(acquirer.verify(
                                accountOf("500105", Map.of("senders", "published")),
                                call("{}", json.get("ip").asText())))
                        .isEqualTo(
                                json.get("expectTrusted").asBoolean()
                                        ? Verification.NEEDS_QUERY
                                        : Verification.REJECTED);
        }
    }

    /** An unsigned call is only a hint. */
    private void isOnlyAHint(JsonNode sample) {
        var call = call(sample.toString(), "203.0.113.1");
        assertThat(acquirer.verify(account, call)).isEqualTo(Verification.NEEDS_QUERY);
        assertThat(acquirer.parse(account, call)).singleElement().satisfies(event -> {
            assertThat(event.hintOnly()).isTrue();
            assertThat(event.providerId())
                    .isEqualTo(sample.get("object").get("id").asText());
        });
    }

    @Test
    @DisplayName("a payment of another shop is no news")
    void a_payment_of_another_shop_is_no_news() {
        assertThat(answering(200, BankDocuments.sample("yookassa", "response", "canceled"))
                        .query(account, new PaymentRef("order1", "1"))
                        .stage())
                .isEqualTo(Stage.UNKNOWN);
    }

    @Test
    void a_part_that_went_back_leaves_the_payment_paid_in_part() {
        var opened = create("order1");
        bank.simulate("order1", SimulatedBank.PaymentEvent.PAID);
        bank.refundByStaff("order1", 50_000);

        var seen = query("order1", opened);
        assertThat(seen.stage()).isEqualTo(Stage.PARTIALLY_REFUNDED);
        assertThat(seen.refunded()).isEqualTo(Money.of("500.00", "RUB"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"мусор", "999.1.1.1/32", "10.0.0.0/99", "77.75.156.11 x"})
    void senders_that_are_no_addresses_are_refused_when_saved(String senders) {
        assertThat(acquirer.problemsOf(
                        accountOf("500105", Map.of("senders", senders)).settings()))
                .containsExactly("senders");
        assertThat(acquirer.problemsOf(accountOf("500105", Map.of("senders", "185.71.76.0/27, 77.75.156.11"))
                        .settings()))
                .isEmpty();
    }

    @Test
    void a_listed_address_without_a_slash_may_notify() {
        var listed = accountOf("500105", Map.of("senders", "185.71.76.0/27, 77.75.156.11"));

        assertThat(acquirer.verify(listed, call("{}", "77.75.156.11"))).isEqualTo(Verification.NEEDS_QUERY);
        assertThat(acquirer.verify(listed, call("{}", "77.75.156.12"))).isEqualTo(Verification.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"https://yoomoney.ru/a b\"", "\"pay\"", "null", "17"})
    void a_payment_whose_form_cannot_be_read_is_not_lost(String form) {
        var opened = newAcquirer(
                        call -> HttpAnswer.of(
                                200,
                                "{\"id\":\"p-1\",\"status\":\"pending\",\"confirmation\":{\"confirmation_url\":" + form
                                        + "}}"),
                        clock)
                .create(account, payment("order1"));

        assertThat(opened.stage()).isEqualTo(Stage.PENDING);
        assertThat(opened.providerId()).isEqualTo("p-1");
        assertThat(opened.payAt()).isNull();
    }

    @Test
    @DisplayName("an order that is null is not the word null")
    void an_order_that_is_null_is_not_the_word() {
        var call = call(
                "{\"event\":\"payment.succeeded\",\"object\":{\"id\":\"p-1\",\"metadata\":{\"order\":null}}}",
                "203.0.113.1");

        assertThat(acquirer.parse(account, call)).singleElement().satisfies(event -> {
            assertThat(event.orderId()).isEmpty();
            assertThat(event.providerId()).isEqualTo("p-1");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"account_id\":\"500105\",\"test\":false} | OK",
                "{\"account_id\":\"500105\"} | OK",
                "{\"account_id\":\"500106\",\"test\":false} | CREDENTIALS_REFUSED",
                "{\"account_id\":\"500105\",\"test\":true} | CREDENTIALS_REFUSED",
                "{\"test\":false} | UNCLEAR",
                "<title>Proxy</title> | UNCLEAR"
            })
    void a_connection_is_good_only_if_the_answer_proves_it(String answer, ConnectionReport.Verdict verdict) {
        assertThat(newAcquirer(call -> HttpAnswer.of(200, answer), clock)
                        .test(account)
                        .verdict())
                .isEqualTo(verdict);
    }

    private ProviderEvent parsed(JsonNode sample) {
        return acquirer.parse(account, call(sample.toString(), "203.0.113.1")).get(0);
    }

    private Acquirer answering(int status, JsonNode sample) {
        return newAcquirer(call -> HttpAnswer.of(status, sample.toString()), clock);
    }

    private RawWebhook call(String body, String address) {
        return new RawWebhook("POST", "", "", Map.of(), body.getBytes(StandardCharsets.UTF_8), address, clock.now());
    }

    private static MerchantAccount accountOf(String shop, Map<String, String> more) {
        var settings = new java.util.HashMap<>(more);
        settings.put("shopId", shop);
        settings.put("secretKey", "live_secret");
        return new MerchantAccount(
                new MerchantAccountId(1), new BranchId(1), "yookassa", "ЮKassa", "key", true, true, settings);
    }
}
