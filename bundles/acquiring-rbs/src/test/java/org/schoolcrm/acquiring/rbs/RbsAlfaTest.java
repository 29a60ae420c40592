package org.schoolcrm.acquiring.rbs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.acquiring.testkit.AcquirerContract;
import org.schoolcrm.acquiring.testkit.BankDocuments;
import org.schoolcrm.acquiring.testkit.GivenDocument;
import org.schoolcrm.acquiring.testkit.SimulatedBank;
import org.schoolcrm.acquiring.testkit.SimulatedRbs;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpExchange;

class RbsAlfaTest extends AcquirerContract {

    @Override
    protected SimulatedBank newBank(Clock clock) {
        return new SimulatedRbs(clock, "school-api", "secret-password", "ooc7slpvc61k7sf7ma7p4hrefr", false);
    }

    @Override
    protected MerchantAccount newAccount() {
        return accountOf(Map.of("callbackKey", "ooc7slpvc61k7sf7ma7p4hrefr"));
    }

    @Override
    protected Acquirer newAcquirer(HttpExchange http, Clock clock) {
        return new RbsAcquirer(http);
    }

    /** All of it is signed, but a hexadecimal digit may be written in either case. */
    @Override
    protected boolean isWholeBodySigned() {
        return false;
    }

    @Override
    protected String acknowledgementOf(RawWebhook webhook) {
        return "OK";
    }

    /** The one request of another dialect, which RbsSberTest tries, and what is set in the cabinet. */
    @Override
    protected Set<String> requestsNeverSent() {
        return Set.of("register.sberEcom", "callback.selfRegistration");
    }

    @Override
    protected void passes(GivenDocument given) {
        var json = given.json();
        switch (given.name()) {
            case "get.noChecksum" -> isOnlyAHint(json.asText());
            case "get.checksum" -> {
                var call = get(json.asText().substring(json.asText().indexOf('?') + 1));
                assertThat(acquirer.verify(account, call)).isEqualTo(Verification.REJECTED);
                assertThat(acquirer.parse(account, call))
                        .singleElement()
                        .satisfies(event -> assertThat(event.stage()).isEqualTo(Stage.FAILED));
            }
            case "operations" -> json.forEach(operation -> isKnown(operation.asText()));
            case "register.ok" ->
                assertThat(answering(json).create(account, payment("1")).providerId())
                        .isEqualTo("a67b0ced-c9a4-4cfb-bce3-b9595afaa000");
            case "register.ok.noErrorCode" ->
                assertThat(answering(json).create(account, payment("1")).providerId())
                        .isEqualTo("70906e55-7114-41d6-8332-4609dc6590f4");
            case "status.deposited" -> assertThat(asked(json).captured()).isEqualTo(Money.of("20.00", "EUR"));
            case "reverse.ok" ->
                assertThat(answering(json)
                                .release(account, new PaymentRef("1", "2"))
                                .stage())
                        .isIn(Stage.CANCELLED, Stage.PENDING, Stage.UNKNOWN);
            case "status.partialRefund.alfa" -> isRefundedInPart(json, "20.00", "5.00");
            case "status.partialRefund.sberMock" -> isRefundedInPart(json, "2332.91", "114.95");
            case "rbs-doc-placeholder" -> {
                var sample =
                        BankDocuments.sample("rbs", "webhook", "get.checksum").asText();
                var query = sample.substring(sample.indexOf('?') + 1)
                        .replace("<HEX>", json.get("receivedChecksum").asText());
                assertThat(acquirer.verify(account, get(query))).isEqualTo(Verification.REJECTED);
            }
            default -> passesVector(json);
        }
    }

    private void passesVector(JsonNode vector) {
        var key = vector.path("key").asText();
        var owner = accountOf(
                key.isEmpty()
                        ? Map.of(
                                "callbackPublicKey", vector.path("publicKeyPem").asText())
                        : Map.of("callbackKey", key));
        var form = form(vector.get("params"));
        var query = vector.path("query").asText(form.encode());

        assertThat(RbsCallback.canonical(form))
                .isEqualTo(vector.get("canonical").asText());
        assertThat(acquirer.verify(owner, get(query))).isEqualTo(Verification.VERIFIED);
        assertThat(acquirer.verify(owner, get(query.replace("operation=", "operation=x"))))
                .isEqualTo(Verification.REJECTED);
        assertThat(acquirer.verify(owner, get(query.replaceFirst("checksum=[^&]*", ""))))
                .isEqualTo(Verification.REJECTED);
        assertThat(acquirer.parse(owner, get(query)).get(0).stage().name())
                .isEqualTo(vector.get("expectNormalizedStatus").asText());
    }

    /** Where the school never asked for a checksum, an unsigned call is only a hint. */
    private void isOnlyAHint(String address) {
        var call = get(address.substring(address.indexOf('?') + 1));

        assertThat(acquirer.verify(accountOf(Map.of()), call)).isEqualTo(Verification.NEEDS_QUERY);
        assertThat(acquirer.verify(account, call)).isEqualTo(Verification.REJECTED);
        assertThat(acquirer.parse(account, call)).singleElement().satisfies(event -> {
            assertThat(event.orderId()).isEqualTo("0987");
            assertThat(event.stage()).isEqualTo(Stage.FAILED);
        });
    }

    private void isKnown(String operation) {
        assertThat(acquirer.parse(account, get("mdOrder=1&orderNumber=2&status=1&operation=" + operation)))
                .singleElement()
                .satisfies(event -> assertThat(event.stage() != Stage.UNKNOWN
                                || event.kind() == ProviderEvent.Kind.BINDING
                                || event.hintOnly())
                        .as(operation)
                        .isTrue());
    }

    private void isRefundedInPart(JsonNode status, String captured, String refunded) {
        assertThat(asked(status).stage()).isEqualTo(Stage.PARTIALLY_REFUNDED);
        assertThat(asked(status).refunded()).isEqualTo(Money.of(refunded, "RUB"));
        assertThat(asked(status).captured()).isEqualTo(Money.of(captured, "RUB"));
    }

    @Test
    void two_parameters_merged_into_one_under_the_same_checksum_only_make_us_ask() {
        var genuine = bankCallback();
        var merged = genuine.replace("orderNumber=order1", "orderNumber=order1;status;1")
                .replace("&status=1", "");

        assertThat(acquirer.verify(account, get(merged))).isEqualTo(Verification.NEEDS_QUERY);
    }

    @Test
    void access_denied_is_not_the_status_five() {
        var denied = newAcquirer(
                call -> HttpAnswer.of(200, "{\"errorCode\":\"5\",\"errorMessage\":\"Access denied\"}"), clock);

        assertThat(denied.query(account, new PaymentRef("1", "2")).stage()).isEqualTo(Stage.UNKNOWN);
        assertThat(denied.test(account).verdict().name()).isEqualTo("CREDENTIALS_REFUSED");
    }

    private String bankCallback() {
        create("order1");
        return bank.simulate("order1", SimulatedBank.PaymentEvent.PAID).get(0).query();
    }

    private PaymentOutcome asked(JsonNode sample) {
        return answering(sample).query(account, new PaymentRef("1", "2"));
    }

    private Acquirer answering(JsonNode sample) {
        return newAcquirer(call -> HttpAnswer.of(200, sample.toString()), clock);
    }

    private RawWebhook get(String query) {
        return new RawWebhook(
                "GET", "", query, Map.of(), "".getBytes(StandardCharsets.UTF_8), "192.0.2.1", clock.now());
    }

    private static FormFields form(JsonNode params) {
        List<FormFields.Field> fields = new ArrayList<>();
        params.properties()
                .forEach(one -> fields.add(
                        new FormFields.Field(one.getKey(), one.getValue().asText())));
        return new FormFields(fields);
    }

    private static MerchantAccount accountOf(Map<String, String> more) {
        var settings = new HashMap<>(more);
        settings.put("userName", "school-api");
        settings.put("password", "secret-password");
        return new MerchantAccount(
                new MerchantAccountId(1), new BranchId(1), "rbs", "Альфа-Банк", "key", true, true, settings);
    }
}
