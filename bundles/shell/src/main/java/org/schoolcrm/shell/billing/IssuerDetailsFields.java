package org.schoolcrm.shell.billing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.schoolcrm.billing.api.issuer.IssuerDetails;
import org.schoolcrm.billing.api.issuer.IssuerDetails.BankDetails;
import org.schoolcrm.billing.api.issuer.IssuerDetails.Signers;

/** Issuer details by the names that the API gives to their fields. */
final class IssuerDetailsFields {

    private IssuerDetailsFields() {}

    static Map<String, String> of(IssuerDetails details) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("name", details.name());
        fields.put("inn", details.inn());
        fields.put("kpp", details.kpp());
        fields.put("ogrn", details.ogrn());
        fields.put("address", details.address());
        fields.put("phone", details.phone());
        fields.put("email", details.email());
        fields.put("offer", details.offer());
        fields.put("bank.name", details.bank().name());
        fields.put("bank.bic", details.bank().bic());
        fields.put("bank.account", details.bank().account());
        fields.put("bank.correspondent", details.bank().correspondent());
        fields.put("signers.head", details.signers().head());
        fields.put("signers.accountant", details.signers().accountant());
        return fields;
    }

    /** Takes {@code field=value}; a field that there is not is refused with those that there are. */
    static IssuerDetails changed(IssuerDetails details, List<String> changes) {
        var fields = of(details);
        for (var change : changes) {
            int sign = change.indexOf('=');
            var name = sign < 0 ? change : change.substring(0, sign);
            if (sign < 0 || !fields.containsKey(name)) {
                throw new IllegalArgumentException("Say field=value with one of " + fields.keySet());
            }
            fields.put(name, change.substring(sign + 1));
        }
        UnaryOperator<String> value = name -> fields.getOrDefault(name, "");
        return new IssuerDetails(
                value.apply("name"),
                value.apply("inn"),
                value.apply("kpp"),
                value.apply("ogrn"),
                value.apply("address"),
                value.apply("phone"),
                value.apply("email"),
                value.apply("offer"),
                new BankDetails(
                        value.apply("bank.name"),
                        value.apply("bank.bic"),
                        value.apply("bank.account"),
                        value.apply("bank.correspondent")),
                new Signers(value.apply("signers.head"), value.apply("signers.accountant")));
    }
}
