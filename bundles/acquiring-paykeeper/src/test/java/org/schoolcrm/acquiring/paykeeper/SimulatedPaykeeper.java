package org.schoolcrm.acquiring.paykeeper;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.schoolcrm.acquiring.testkit.BankForm;
import org.schoolcrm.acquiring.testkit.BankOrder;
import org.schoolcrm.acquiring.testkit.BankSeal;
import org.schoolcrm.acquiring.testkit.SimulatedBank;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** PayKeeper: bills with numbers of their own, payments once somebody pays, no notification of refunds. */
final class SimulatedPaykeeper extends SimulatedBank {

    private static final String TOKEN = "token-of-the-day";
    private static final String BILLS = "20260901";
    private static final Set<String> OF_A_BILL = Set.of("created", "sent", "expired");

    private final String authorization;
    private final String secretWord;
    private final Map<String, String> sent = new LinkedHashMap<>();

    SimulatedPaykeeper(Clock clock, String user, String password, String secretWord) {
        super(clock);
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        this.secretWord = secretWord;
    }

    @Override
    protected String statusOf(PaymentEvent event) {
        return switch (event) {
            case AUTHORIZED -> "pending";
            case PAID -> "success";
            case REFUNDED -> "partially_refunded";
            case FAILED -> "failed";
            case EXPIRED -> "expired";
        };
    }

    @Override
    protected String statusAfterRefund(BankOrder order) {
        return order.left() == 0 ? "refunded" : "partially_refunded";
    }

    @Override
    public boolean notifiesOfRefunds() {
        return false;
    }

    @Override
    public List<RawWebhook> notifications(BankOrder order, PaymentEvent event) {
        return event == PaymentEvent.PAID ? List.of(notification(order)) : List.of();
    }

    /** With all that the bank documents; the payer's name takes part in the digest. */
    @Override
    public List<RawWebhook> unusual(BankOrder order, PaymentEvent event) {
        if (event != PaymentEvent.PAID) {
            return List.of();
        }
        var fields = fields(order);
        fields.put("clientid", "Петров Пётр");
        fields.put("client_phone", "+79990000000");
        fields.put("batch_date", "2026-09-02");
        fields.put("fop_receipt_key", "42");
        fields.put("bank_id", "17");
        fields.put("card_holder", "PETR PETROV");
        return List.of(signed(fields));
    }

    /** The order's number is not obligatory. */
    @Override
    public List<RawWebhook> unnumbered(BankOrder order) {
        var fields = fields(order);
        fields.put("orderid", "");
        return List.of(signed(fields));
    }

    private RawWebhook notification(BankOrder order) {
        return signed(fields(order));
    }

    private Map<String, String> fields(BankOrder order) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("id", order.paymentId);
        fields.put("sum", decimal(order.amount));
        fields.put("clientid", "");
        fields.put("orderid", sent.getOrDefault(order.orderId, order.orderId));
        fields.put("service_name", "1-2026-000001");
        fields.put("client_email", "payer@example.com");
        fields.put("ps_id", "121");
        fields.put("card_number", "411111******1111");
        return fields;
    }

    private RawWebhook signed(Map<String, String> fields) {
        var text = fields.get("id") + fields.get("sum") + fields.get("clientid") + fields.get("orderid") + secretWord;
        fields.put("key", BankSeal.hex("MD5", text));
        return post("", Map.of("content-type", "application/x-www-form-urlencoded"), BankForm.write(fields));
    }

    @Override
    protected boolean hits(Fault fault, HttpCall call) {
        return fault == Fault.NOT_SENT || !call.uri().getPath().endsWith("/token/");
    }

    @Override
    protected HttpAnswer answer(HttpCall call) {
        if (!authorization.equals(call.headers().get("Authorization"))) {
            return HttpAnswer.of(401, "<html>login</html>");
        }
        var form = BankForm.read(call.body());
        if (call.method().equals("POST") && !form.get("token").equals(TOKEN)) {
            return refused("Token is wrong");
        }
        return switch (call.uri().getPath()) {
            case "/info/settings/token/" -> HttpAnswer.of(200, write(Map.of("token", TOKEN)));
            case "/change/invoice/preview/" -> bill(form);
            case "/info/invoice/byid/" -> withBill(BankForm.read(call.uri().getRawQuery()), this::state);
            case "/change/invoice/revoke/" -> withBill(form, this::revoke);
            case "/info/payments/byid/" ->
                payment(BankForm.read(call.uri().getRawQuery()).get("id"));
            case "/change/payment/reverse/" -> reverse(form);
            default -> HttpAnswer.of(404, "");
        };
    }

    private HttpAnswer bill(BankForm form) {
        var order = new BankOrder(
                form.get("orderid").replaceFirst("\\.\\d+$", ""),
                String.valueOf(nextNumber()),
                minor(form.get("pay_amount")),
                "RUB",
                false,
                "created");
        sent.put(order.orderId, form.get("orderid"));
        open(order);
        var bill = BILLS + order.paymentId;
        return HttpAnswer.of(
                200, write(Map.of("invoice_id", bill, "invoice_url", "https://demo.paykeeper.ru/bill/" + bill + "/")));
    }

    private HttpAnswer withBill(BankForm form, Function<BankOrder, HttpAnswer> answer) {
        return byPayment(form.get("id").replaceFirst(BILLS, "")).map(answer).orElse(refused("No such bill"));
    }

    private HttpAnswer state(BankOrder order) {
        boolean tried = !OF_A_BILL.contains(order.status);
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", BILLS + order.paymentId);
        fields.put("status", tried ? "paid" : order.status);
        fields.put("pay_amount", decimal(order.amount));
        fields.put("paymentid", tried ? order.paymentId : "");
        return HttpAnswer.of(200, write(fields));
    }

    private HttpAnswer revoke(BankOrder order) {
        order.status = "expired";
        return done();
    }

    private HttpAnswer payment(String id) {
        return byPayment(id)
                .map(order -> HttpAnswer.of(
                        200,
                        write(List.of(Map.of(
                                "id",
                                id,
                                "status",
                                order.status,
                                "pay_amount",
                                decimal(order.amount),
                                "refund_amount",
                                decimal(order.refunded()),
                                "orderid",
                                order.orderId)))))
                .orElse(refused("No such payment"));
    }

    private HttpAnswer reverse(BankForm form) {
        var order = byPayment(form.get("id")).orElseThrow();
        long amount = minor(form.get("amount"));
        if (amount > order.left() || (form.get("partial").equals("false") && amount != order.captured)) {
            return refused("The sum is too large");
        }
        refund(order, "", amount);
        return done();
    }

    private static HttpAnswer done() {
        return HttpAnswer.of(200, write(Map.of("result", "success")));
    }

    private static HttpAnswer refused(String message) {
        return HttpAnswer.of(200, write(Map.of("result", "fail", "msg", message)));
    }
}
