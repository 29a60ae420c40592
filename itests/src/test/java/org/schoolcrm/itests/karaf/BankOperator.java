package org.schoolcrm.itests.karaf;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A bank as seen from its own side: opens orders when payers come, and calls the school, signed, when they have paid. */
abstract class BankOperator {

    static final int CUSTOMER = 12;
    private static final String SECRET = "a-secret-of-the-test";

    private final long account;
    private final String hook;
    private final long amount;
    private final Pattern number;

    /** An amount that only this bank's account takes. */
    private BankOperator(Browser admin, String provider, boolean live, long amount, String settings, Pattern number) {
        var connected =
                admin.post("merchant-accounts", """
                {"branch":1,"provider":"%s","name":"%s","live":%s,"settings":%s,"terms":{"legalEntity":"",
                 "fiscal":"NONE","priority":99,"accounts":[],"atLeast":{"amount":%d,"currency":"RUB"},
                 "atMost":{"amount":%d,"currency":"RUB"}}}
                """.formatted(provider, provider, live, settings, amount, amount));
        this.account = connected.get("id").asLong();
        this.hook = URI.create(connected.get("webhookAddress").asText()).getPath();
        this.amount = amount;
        this.number = number;
    }

    static BankOperator sandbox(Browser admin) {
        return new BankOperator(
                admin,
                "sandbox",
                false,
                77_701,
                "{\"secret\":\"" + SECRET + "\"}",
                Pattern.compile("sandbox-bank/([0-9a-f]{32})")) {
            @Override
            HttpResponse<String> tell(Browser school, String hook, String order, long amount, int number) {
                var body = "{\"orderId\":\"" + order + "\",\"paymentId\":\"of-" + order
                        + "\",\"state\":\"PAID\",\"amount\":" + amount + ",\"currency\":\"RUB\"}"
                        + spaces(number);
                return school.call(hook, body, Map.of("X-Sandbox-Signature", hmac(body)));
            }
        };
    }

    static BankOperator robokassa(Browser admin) {
        return new BankOperator(
                admin,
                "robokassa",
                true,
                88_801,
                "{\"merchantLogin\":\"school\",\"password1\":\"one\",\"password2\":\"" + SECRET + "\"}",
                Pattern.compile("InvId=(\\d+)")) {
            @Override
            HttpResponse<String> tell(Browser school, String hook, String order, long amount, int number) {
                var sum = amount / 100 + "." + amount % 100 / 10 + amount % 10;
                var own = "Shp_sum=" + sum;
                var body = "OutSum=" + sum + "&InvId=" + order + "&" + own + "&Fee=" + number + "&SignatureValue="
                        + md5(sum + ":" + order + ":" + SECRET + ":" + own);
                return school.call(hook, body, Map.of("Content-Type", "application/x-www-form-urlencoded"));
            }
        };
    }

    /** Each number makes other bytes of the same news. */
    abstract HttpResponse<String> tell(Browser school, String hook, String order, long amount, int number);

    /** A payer takes an invoice to this bank's form. */
    Order order(Browser admin) {
        var invoice = admin.post("invoices", """
                {"branch":1,"customer":%d,"amount":{"amount":%d,"currency":"RUB"},"repeatable":false,"earlier":"KEEP"}
                """.formatted(CUSTOMER, amount));
        var form = admin.submit(URI.create(invoice.get("link").asText()).getPath() + "/pay", Map.of())
                .body();
        var found = number.matcher(form);
        if (!found.find()) {
            throw new AssertionError("No form of this bank: " + form);
        }
        return new Order(this, invoice.get("id").asLong(), found.group(1));
    }

    void close(Browser admin) {
        admin.put("merchant-accounts/" + account, account -> {
            account.put("active", false);
            account.retain("name", "active", "settings", "terms");
        });
    }

    /** A payment at this bank. */
    record Order(BankOperator bank, long invoice, String number) {

        long amount() {
            return bank.amount;
        }

        HttpResponse<String> tell(Browser school, int number) {
            return bank.tell(school, bank.hook, this.number, amount(), number);
        }
    }

    private static String spaces(int number) {
        return Integer.toBinaryString(number).replace('0', ' ').replace('1', '\n');
    }

    private static String hmac(String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
