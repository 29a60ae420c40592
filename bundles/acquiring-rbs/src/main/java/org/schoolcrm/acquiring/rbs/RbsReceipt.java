package org.schoolcrm.acquiring.rbs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.FiscalReceipt;

/** The {@code orderBundle} that the gateway prints a receipt from. */
final class RbsReceipt {

    private RbsReceipt() {}

    static Map<String, Object> of(MerchantAccount account, FiscalReceipt receipt) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (var line : receipt.lines()) {
            var item = new LinkedHashMap<String, Object>();
            item.put("positionId", String.valueOf(items.size() + 1));
            item.put("name", line.name(100));
            item.put("quantity", Map.of("value", 1, "measure", "0"));
            item.put("itemAmount", line.amount().minor());
            item.put("itemPrice", line.amount().minor());
            item.put("itemCode", "invoice-" + (items.size() + 1));
            item.put("tax", Map.of("taxType", Integer.parseInt(account.setting("taxType", "0"))));
            item.put(
                    "itemAttributes",
                    Map.of(
                            "attributes",
                            List.of(
                                    attribute("paymentMethod", account.setting("paymentMethod", "1")),
                                    attribute("paymentObject", account.setting("paymentObject", "4")))));
            items.add(item);
        }
        return Map.of(
                "customerDetails",
                Map.of(receipt.isByEmail() ? "email" : "phone", receipt.contact()),
                "cartItems",
                Map.of("items", items));
    }

    private static Map<String, String> attribute(String name, String value) {
        return Map.of("name", name, "value", value);
    }
}
