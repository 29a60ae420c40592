package org.schoolcrm.acquiring.testkit;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** Robokassa: learns of an order when the payer's browser arrives, tells of it in XML. */
public final class SimulatedRobokassa extends SimulatedBank {

    private final String login;
    private final String password1;
    private final String password2;
    private final String password3;

    public SimulatedRobokassa(Clock clock, String login, String password1, String password2, String password3) {
        super(clock);
        this.login = login;
        this.password1 = password1;
        this.password2 = password2;
        this.password3 = password3;
    }

    @Override
    protected String statusOf(PaymentEvent event) {
        return switch (event) {
            case AUTHORIZED -> "20";
            case PAID, REFUNDED -> "100";
            case FAILED -> "60";
            case EXPIRED -> "10";
        };
    }

    @Override
    public void visit(URI form) {
        var query = BankForm.read(form.getRawQuery());
        var base = login + ":" + query.get("OutSum") + ":" + query.get("InvId")
                + (query.get("Receipt").isEmpty() ? "" : ":" + query.get("Receipt")) + ":" + password1
                + extra(query.fields());
        if (BankSeal.hex("MD5", base).equalsIgnoreCase(query.get("SignatureValue"))
                && find(query.get("InvId")).isEmpty()) {
            var order = new BankOrder(
                    query.get("InvId"), query.get("InvId"), minor(query.get("OutSum")), "RUB", false, "5");
            open(order);
        }
    }

    @Override
    public boolean notifiesOfRefunds() {
        return false;
    }

    @Override
    protected String foreignPaymentId(String orderId) {
        return orderId;
    }

    @Override
    public List<RawWebhook> notifications(BankOrder order, PaymentEvent event) {
        return event == PaymentEvent.PAID ? List.of(signed(fields(order))) : List.of();
    }

    /** The sum with as many digits as the bank likes, and what it tells besides. */
    @Override
    public List<RawWebhook> unusual(BankOrder order, PaymentEvent event) {
        if (event != PaymentEvent.PAID) {
            return List.of();
        }
        var digits = fields(order);
        digits.put("OutSum", decimal(order.amount) + "5000");
        var plain = fields(order);
        plain.put("OutSum", decimal(order.amount));
        plain.put("EMail", "payer@example.com");
        plain.put("IncSum", decimal(order.amount + 350));
        plain.put("IncCurrLabel", "BankCardPSR");
        return List.of(signed(digits), signed(plain));
    }

    @Override
    public List<RawWebhook> paidInTestMode(BankOrder order) {
        var fields = fields(order);
        fields.put("IsTest", "1");
        return List.of(signed(fields));
    }

    /** The bank assigns a number itself where the shop gave none, and may leave it out. */
    @Override
    public List<RawWebhook> unnumbered(BankOrder order) {
        var fields = fields(order);
        fields.put("InvId", "");
        fields.remove("Shp_sum");
        return List.of(signed(fields));
    }

    private static Map<String, String> fields(BankOrder order) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("OutSum", decimal(order.amount) + "0000");
        fields.put("InvId", order.orderId);
        fields.put("Fee", "3.50");
        fields.put("PaymentMethod", "BankCard");
        fields.put("Shp_sum", decimal(order.amount));
        return fields;
    }

    private RawWebhook signed(Map<String, String> fields) {
        var base = fields.get("OutSum") + ":" + fields.get("InvId") + ":" + password2 + extra(fields);
        fields.put("SignatureValue", BankSeal.hex("MD5", base).toUpperCase(java.util.Locale.ROOT));
        return post("", Map.of("content-type", "application/x-www-form-urlencoded"), BankForm.write(fields));
    }

    @Override
    protected HttpAnswer answer(HttpCall call) {
        var path = call.uri().getPath();
        if (path.endsWith("OpStateExt")) {
            return state(BankForm.read(call.uri().getRawQuery()));
        }
        if (path.endsWith("Refund/Create")) {
            return refund(new String(call.body(), StandardCharsets.UTF_8));
        }
        return refundState(BankForm.read(call.uri().getRawQuery()).get("id"));
    }

    private HttpAnswer state(BankForm query) {
        var invoice = query.get("InvoiceID");
        var seal = BankSeal.hex("MD5", login + ":" + invoice + ":" + password2);
        if (!seal.equalsIgnoreCase(query.get("Signature"))) {
            return xml("<Result><Code>1</Code><Description>Bad signature</Description></Result>");
        }
        return find(invoice)
                .map(order -> xml("<Result><Code>0</Code></Result><State><Code>" + order.status
                        + "</Code></State><Info><IncSum>" + decimal(order.amount) + "</IncSum><OutSum>"
                        + decimal(order.amount * 97 / 100) + "</OutSum><OpKey>KEY-" + order.orderId
                        + "</OpKey></Info><UserField><Field><Name>Shp_sum</Name><Value>" + decimal(order.amount)
                        + "</Value></Field></UserField>"))
                .orElse(xml("<Result><Code>3</Code><Description>Operation not found</Description></Result>"));
    }

    private HttpAnswer refund(String body) {
        var parts = body.replace("\"", "").split("\\.");
        var seal = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(BankSeal.hmacSha256(password3, parts[0] + "." + parts[1]));
        if (!seal.equals(parts[2])) {
            return HttpAnswer.of(200, "{\"success\":false,\"message\":\"Bad signature\"}");
        }
        try {
            var claim = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            var order = order(claim.path("OpKey").asText().substring(4));
            long amount = minor(claim.path("RefundSum").asText());
            if (amount > order.left()) {
                return HttpAnswer.of(200, "{\"success\":false,\"message\":\"Too much\"}");
            }
            var made = refund(order, "", amount);
            return HttpAnswer.of(200, write(Map.of("success", true, "requestId", made.id())));
        } catch (java.io.IOException e) {
            return HttpAnswer.of(400, "");
        }
    }

    private HttpAnswer refundState(String id) {
        boolean known = orders().stream()
                .anyMatch(order ->
                        order.refunds.stream().anyMatch(refund -> refund.id().equals(id)));
        return known
                ? HttpAnswer.of(200, write(Map.of("requestId", id, "label", "finished")))
                : HttpAnswer.of(404, "{}");
    }

    private static String extra(Map<String, String> fields) {
        return new TreeMap<>(fields)
                .entrySet().stream()
                        .filter(field -> field.getKey()
                                .toLowerCase(java.util.Locale.ROOT)
                                .startsWith("shp"))
                        .map(field -> ":" + field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining());
    }

    private static HttpAnswer xml(String inner) {
        return HttpAnswer.of(
                200,
                "<?xml version=\"1.0\" encoding=\"utf-8\"?><OperationStateResponse"
                        + " xmlns=\"http://merchant.roboxchange.com/WebService/\">" + inner
                        + "</OperationStateResponse>");
    }
}
