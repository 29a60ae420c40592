package org.schoolcrm.acquiring.cloudpayments;

import java.util.LinkedHashMap;
import java.util.Map;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.BankAmount;
import org.schoolcrm.acquiring.spi.FiscalReceipt;

/** A receipt as CloudPayments takes it. */
final class CloudpaymentsReceipt {

    private CloudpaymentsReceipt() {}

    /** What a payment or a refund carries along. */
    static Map<String, Object> data(MerchantAccount account, FiscalReceipt receipt) {
        return Map.of("cloudpayments", Map.of("CustomerReceipt", of(account, receipt)));
    }

    private static Map<String, Object> of(MerchantAccount account, FiscalReceipt receipt) {
        var written = new LinkedHashMap<String, Object>();
        written.put(
                "Items",
                receipt.lines().stream().map(line -> line(account, line)).toList());
        written.put("TaxationSystem", Integer.parseInt(account.setting("taxationSystem", "1")));
        written.put(receipt.isByEmail() ? "Email" : "Phone", receipt.contact());
        return written;
    }

    private static Map<String, Object> line(MerchantAccount account, FiscalReceipt.Line line) {
        var amount = BankAmount.number(line.amount());
        var item = new LinkedHashMap<String, Object>();
        item.put("label", line.name(128));
        item.put("price", amount);
        item.put("quantity", 1);
        item.put("amount", amount);
        var vat = account.setting("vat", "");
        if (!vat.isEmpty()) {
            item.put("vat", Integer.parseInt(vat));
        }
        item.put("method", Integer.parseInt(account.setting("method", "1")));
        item.put("object", Integer.parseInt(account.setting("object", "4")));
        return item;
    }
}
