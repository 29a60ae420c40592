package org.schoolcrm.acquiring.yookassa;

import java.util.LinkedHashMap;
import java.util.Map;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.FiscalReceipt;

/** A receipt as YooKassa takes it. */
final class YookassaReceipt {

    private YookassaReceipt() {}

    static Map<String, Object> of(MerchantAccount account, FiscalReceipt receipt) {
        var written = new LinkedHashMap<String, Object>();
        written.put(
                "customer",
                Map.of(
                        receipt.isByEmail() ? "email" : "phone",
                        receipt.isByEmail()
                                ? receipt.contact()
                                : receipt.contact().replaceAll("\\D", "")));
        var taxSystem = account.setting("taxSystem", "");
        if (!taxSystem.isEmpty()) {
            written.put("tax_system_code", Integer.parseInt(taxSystem));
        }
        written.put(
                "items",
                receipt.lines().stream().map(line -> line(account, line)).toList());
        return written;
    }

    private static Map<String, Object> line(MerchantAccount account, FiscalReceipt.Line line) {
        return Map.of(
                "description", line.name(128),
                "quantity", "1.00",
                "amount", YookassaPayment.amount(line.amount()),
                "vat_code", Integer.parseInt(account.setting("vatCode", "1")),
                "payment_mode", account.setting("paymentMode", "full_prepayment"),
                "payment_subject", account.setting("paymentSubject", "service"));
    }
}
