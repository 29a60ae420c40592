package org.schoolcrm.acquiring.tbank;

import java.util.LinkedHashMap;
import java.util.Map;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.FiscalReceipt;

/** A receipt as T-Bank takes it, FFD 1.05 (acquirers.md 2.6). */
final class TbankReceipt {

    private TbankReceipt() {}

    static Map<String, Object> of(MerchantAccount account, FiscalReceipt receipt) {
        var written = new LinkedHashMap<String, Object>();
        written.put(receipt.isByEmail() ? "Email" : "Phone", receipt.contact());
        written.put("Taxation", account.setting("taxation", "usn_income"));
        written.put(
                "Items",
                receipt.lines().stream().map(line -> line(account, line)).toList());
        return written;
    }

    private static Map<String, Object> line(MerchantAccount account, FiscalReceipt.Line line) {
        return Map.of(
                "Name", line.name(128),
                "Price", line.amount().minor(),
                "Quantity", 1,
                "Amount", line.amount().minor(),
                "Tax", account.setting("tax", "none"),
                "PaymentMethod", account.setting("paymentMethod", "full_prepayment"),
                "PaymentObject", account.setting("paymentObject", "service"));
    }
}
