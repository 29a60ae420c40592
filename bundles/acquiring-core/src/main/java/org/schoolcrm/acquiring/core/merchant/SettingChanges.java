package org.schoolcrm.acquiring.core.merchant;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.schoolcrm.acquiring.api.AcquiringProblem;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccounts;
import org.schoolcrm.problem.FieldChecks;
import org.schoolcrm.provider.api.SettingField;

/** What a change of a merchant account's settings takes, and how it is told without a secret. */
final class SettingChanges {

    static final String PREVIOUS = "Previous";

    private static final String REPLACED = MerchantAccounts.HIDDEN + " (replaced)";
    private static final int SHOWN = 300;

    private final Optional<List<SettingField>> fields;

    /** @param fields those of the account's adapter; nothing while it is absent, when everything may be a secret */
    SettingChanges(Optional<List<SettingField>> fields) {
        this.fields = fields;
    }

    /**
     * Refuses to send secrets that the caller has not entered to another address, or under another name, than they were
     * entered for. Earlier secrets are sent nowhere.
     */
    void requireSecrets(Map<String, String> was, Map<String, String> now, Map<String, String> entered) {
        boolean moved = now.entrySet().stream()
                        .anyMatch(one -> binds(one.getKey()) && !one.getValue().equals(was.get(one.getKey())))
                || was.keySet().stream().anyMatch(name -> binds(name) && !now.containsKey(name));
        var checks = new FieldChecks();
        now.keySet().stream()
                .sorted()
                .filter(name -> moved && isSecret(name) && !name.endsWith(PREVIOUS))
                .filter(name -> entered.getOrDefault(name, "").equals(MerchantAccounts.HIDDEN))
                .forEach(name -> checks.require(false, "settings." + name, AcquiringProblem.SECRET_WANTED_AGAIN));
        checks.refuseAs(AcquiringProblem.SETTINGS_INVALID);
    }

    /** The account field by field. */
    String shown(MerchantAccount account) {
        return shown(account, account);
    }

    /** The same, with the secrets marked that differ from those of the account before. */
    String shown(MerchantAccount account, MerchantAccount before) {
        var shown = new TreeMap<String, String>();
        shown.put("active", String.valueOf(account.active()));
        shown.put("live", String.valueOf(account.live()));
        shown.put("name", account.name());
        shown.put("provider", account.provider());
        shown.put("terms", account.terms().toString());
        account.settings().forEach((name, value) -> {
            boolean same = value.equals(before.setting(name, ""));
            var told = isSecret(name) ? (same ? MerchantAccounts.HIDDEN : REPLACED) : value;
            shown.put("settings." + name, told.substring(0, Math.min(SHOWN, told.length())));
        });
        return shown.toString();
    }

    private boolean binds(String name) {
        return fields.map(all -> all.stream()
                        .anyMatch(field ->
                                field.name().equals(name) && !field.secret() && field.use() != SettingField.Use.VALUE))
                .orElse(true);
    }

    private boolean isSecret(String name) {
        return fields.map(all -> all.stream().noneMatch(field -> field.name().equals(name) && !field.secret()))
                .orElse(true);
    }
}
