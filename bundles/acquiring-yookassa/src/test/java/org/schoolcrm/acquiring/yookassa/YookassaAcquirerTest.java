package org.schoolcrm.acquiring.yookassa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.spi.Verification;
import org.schoolcrm.acquiring.testkit.AcquirerContract;
import org.schoolcrm.acquiring.testkit.BankDocuments;
import org.schoolcrm.acquiring.testkit.SimulatedBank;
import org.schoolcrm.acquiring.testkit.SimulatedYookassa;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;
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
        return new YookassaAcquirer(http);
    }

    @Override
    protected boolean isWholeBodySigned() {
        return true;
    }

    @Override
    protected String acknowledgementOf(RawWebhook webhook) {
        return "OK";
    }

    @TestFactory
    Stream<DynamicTest> knows_every_given_address() {
        return BankDocuments.vectors("yookassa").stream()
                .filter(vector -> vector.has("ip"))
                .map(vector -> dynamicTest(vector.get("id").asText(), () -> {
                    var strict = accountOf("500105", Map.of("senders", "published"));
                    assertThat(acquirer.verify(
                                    strict, call("{}", vector.get("ip").asText())))
                            .isEqualTo(
                                    vector.get("expectTrusted").asBoolean()
                                            ? Verification.NEEDS_QUERY
                                            : Verification.REJECTED);
                }));
    }

    @Test
    @DisplayName("A12 whatever a notification says, it is only a hint")
    void a_notification_is_only_a_hint() {
        for (var item : new String[] {"payment.succeeded", "payment.waiting_for_capture"}) {
            var sample = BankDocuments.sample("yookassa", "webhook", item);
            var call = call(sample.toString(), "203.0.113.1");

            assertThat(acquirer.verify(account, call)).isEqualTo(Verification.NEEDS_QUERY);
            assertThat(acquirer.parse(account, call)).singleElement().satisfies(event -> {
                assertThat(event.hintOnly()).isTrue();
                assertThat(event.providerId())
                        .isEqualTo(sample.get("object").get("id").asText());
            });
        }
        assertThat(parsed("payment.succeeded").live()).isFalse();
        assertThat(parsed("payment.succeeded").stage()).isEqualTo(Stage.PAID);
        assertThat(parsed("payment.waiting_for_capture").stage()).isEqualTo(Stage.AUTHORIZED);
    }

    @Test
    void reads_the_given_answers() {
        var opened = answering(200, "created").create(account, payment("order1"));
        assertThat(opened.providerId()).isEqualTo("23d93cac-000f-5000-8000-126628f15141");
        assertThat(opened.payAt()).asString().startsWith("https://yoomoney.ru/");
        var canceled = answering(200, "canceled").query(accountOf("123", Map.of()), new PaymentRef("order1", "1"));
        assertThat(canceled.stage()).isEqualTo(Stage.FAILED);
        assertThat(canceled.live()).isFalse();
        assertThat(answering(400, "error").create(account, payment("order1")).stage())
                .isEqualTo(Stage.FAILED);
    }

    @Test
    @DisplayName("A10 a payment of another shop is no news")
    void a_payment_of_another_shop_is_no_news() {
        assertThat(answering(200, "canceled")
                        .query(account, new PaymentRef("order1", "1"))
                        .stage())
                .isEqualTo(Stage.UNKNOWN);
    }

    @Test
    void a_part_that_went_back_leaves_the_payment_paid_in_part() {
        var opened = create("order1");
        bank.happen("order1", SimulatedBank.Happening.PAID);
        bank.refundAtTheBank("order1", 50_000);

        var seen = query("order1", opened);
        assertThat(seen.stage()).isEqualTo(Stage.PARTIALLY_REFUNDED);
        assertThat(seen.refunded()).isEqualTo(Money.of("500.00", "RUB"));
    }

    private ProviderEvent parsed(String item) {
        return acquirer.parse(
                        account,
                        call(BankDocuments.sample("yookassa", "webhook", item).toString(), "203.0.113.1"))
                .get(0);
    }

    private Acquirer answering(int status, String sample) {
        return newAcquirer(
                call -> HttpAnswer.of(
                        status,
                        BankDocuments.sample("yookassa", "response", sample).toString()),
                clock);
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
