package org.schoolcrm.acquiring.tbank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.acquiring.tbank.ScriptedTbank.ACCOUNT;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.acquiring.spi.CreatePayment;
import org.schoolcrm.acquiring.spi.PaymentMethod;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.testkit.SettableClock;

class TbankPaymentsTest {

    private static final String FORM = "https://securepay.tinkoff.ru/new/1";
    private static final String PAID = "{\"PaymentId\":\"1\",\"Amount\":150000,\"Status\":\"CONFIRMED\"}";

    private final SettableClock clock = new SettableClock("2026-09-01T09:00:00Z");
    private final ScriptedTbank bank = new ScriptedTbank();
    private final TbankAcquirer acquirer = new TbankAcquirer(bank, clock);

    @ParameterizedTest
    @DisplayName("a paid payment beats the others of its order, wherever it stands in the list")
    @ValueSource(
            strings = {"REJECTED", "DEADLINE_EXPIRED", "CANCELED", "REFUNDED", "FORM_SHOWED", "AUTHORIZED", "NEWER", ""
            })
    void a_paid_payment_beats_the_others(String status) {
        var other = "{\"PaymentId\":\"2\",\"Amount\":150000,\"Status\":\"" + status + "\"}";

        assertThat(found(PAID + "," + other).providerId()).isEqualTo("1");
        assertThat(found(other + "," + PAID).providerId()).isEqualTo("1");
        assertThat(found(other + "," + PAID).captured()).isEqualTo(Money.of("1500.00", "RUB"));
    }

    @ParameterizedTest
    @CsvSource({
        "FORM_SHOWED, REJECTED, PENDING",
        "AUTHORIZED, REJECTED, AUTHORIZED",
        "SOMETHING_NEW, REJECTED, UNKNOWN",
        "REJECTED, DEADLINE_EXPIRED, EXPIRED",
        "PARTIAL_REFUNDED, CANCELED, PARTIALLY_REFUNDED"
    })
    void what_has_ended_hides_nothing(String one, String other, Stage stage) {
        assertThat(found("{\"PaymentId\":\"1\",\"Amount\":150000,\"Status\":\"" + one
                                + "\"},{\"PaymentId\":\"2\",\"Amount\":150000,\"Status\":\"" + other + "\"}")
                        .stage())
                .isEqualTo(stage);
    }

    @Test
    @DisplayName("money of another payment of the order is found although the one that we know was declined")
    void money_of_another_payment_of_the_order_is_found() {
        bank.says("GetState", "\"Status\":\"REJECTED\",\"PaymentId\":\"2\",\"Amount\":150000")
                .says("CheckOrder", "\"Payments\":[" + PAID + "]");

        assertThat(acquirer.query(ACCOUNT, new PaymentRef("21050", "2")).providerId())
                .isEqualTo("1");
        bank.answers("CheckOrder", HttpAnswer.noAnswer("connection reset"));
        assertThat(acquirer.query(ACCOUNT, new PaymentRef("21050", "2")).stage())
                .isEqualTo(Stage.FAILED);
    }

    @Test
    @DisplayName("money of another order is no news of ours, whichever number was asked about")
    void money_of_another_order_is_no_news_of_ours() {
        bank.says("GetState", "\"Status\":\"CONFIRMED\",\"PaymentId\":\"2\",\"OrderId\":\"7\",\"Amount\":150000");

        assertThat(acquirer.query(ACCOUNT, new PaymentRef("21050", "2")).stage())
                .isEqualTo(Stage.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://securepay.tinkoff.ru/new/a b", "new/1", "javascript:alert(1)"})
    void a_payment_whose_form_cannot_be_read_is_not_lost(String form) {
        bank.says("Init", "\"Status\":\"NEW\",\"PaymentId\":\"13660\",\"PaymentURL\":\"" + form + "\"");

        var opened = acquirer.create(ACCOUNT, payment(PaymentMethod.ANY));

        assertThat(opened.stage()).isEqualTo(Stage.PENDING);
        assertThat(opened.providerId()).isEqualTo("13660");
        assertThat(opened.payAt()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"https://qr.nspk.ru/a b\"", "\"<svg/>\"", "null", "17"})
    void a_payment_whose_qr_cannot_be_read_keeps_its_form(String link) {
        bank.says("Init", "\"Status\":\"NEW\",\"PaymentId\":\"13660\",\"PaymentURL\":\"" + FORM + "\"")
                .says("GetQr", "\"Data\":" + link);

        var opened = acquirer.create(ACCOUNT, payment(PaymentMethod.SBP));

        assertThat(opened.providerId()).isEqualTo("13660");
        assertThat(opened.payAt()).hasToString(FORM);
    }

    @Test
    void a_payment_without_a_number_is_not_known() {
        bank.says(
                "Init", "\"Status\":\"NEW\",\"PaymentId\":null,\"PaymentURL\":\"https://securepay.tinkoff.ru/new/1\"");

        assertThat(acquirer.create(ACCOUNT, payment(PaymentMethod.ANY)).stage()).isEqualTo(Stage.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "255, OK",
        "335, OK",
        "8, OK",
        "204, CREDENTIALS_REFUSED",
        "205, CREDENTIALS_REFUSED",
        "202, CREDENTIALS_REFUSED",
        "501, CREDENTIALS_REFUSED",
        "9999, UNCLEAR",
        "3, UNCLEAR",
        "119, UNCLEAR",
        "1, UNCLEAR"
    })
    void a_connection_is_good_only_if_the_answer_proves_it(String code, Verdict verdict) {
        bank.refuses("CheckOrder", code);

        assertThat(acquirer.test(ACCOUNT).verdict()).isEqualTo(verdict);
    }

    @Test
    void a_page_in_the_place_of_the_bank_is_no_good_connection() {
        bank.answers("CheckOrder", HttpAnswer.of(200, "<title>Proxy</title>"));

        assertThat(acquirer.test(ACCOUNT).verdict()).isEqualTo(Verdict.UNCLEAR);
    }

    @Test
    void asks_what_became_of_a_payment_long_after() {
        assertThat(acquirer.profile().pollPlan().afterCapture())
                .isEqualTo(List.of(Duration.ofHours(36), Duration.ofDays(30)));
    }

    private PaymentOutcome found(String payments) {
        bank.says("CheckOrder", "\"OrderId\":\"21050\",\"Payments\":[" + payments + "]");
        return acquirer.find(ACCOUNT, "21050");
    }

    private CreatePayment payment(PaymentMethod method) {
        return new CreatePayment(
                "21050",
                Money.of("1500.00", "RUB"),
                "1",
                URI.create("https://school.example/i/token/back"),
                URI.create("https://school.example/hooks/tbank/key"),
                clock.now(),
                false,
                method,
                "ru",
                null);
    }
}
