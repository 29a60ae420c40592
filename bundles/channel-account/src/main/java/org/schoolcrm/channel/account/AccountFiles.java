package org.schoolcrm.channel.account;

import java.util.Dictionary;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedServiceFactory;
import org.schoolcrm.channel.api.ProviderAccounts;

/**
 * Hears of the files {@code etc/org.schoolcrm.channel.account-<name>.cfg} as they come, change and go; what is wrong in
 * one is logged by Config Admin.
 */
public final class AccountFiles implements ManagedServiceFactory {

    private final ProviderAccounts accounts;
    private final Map<String, String> files = new ConcurrentHashMap<>();

    public AccountFiles(ProviderAccounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public String getName() {
        return "Provider accounts";
    }

    @Override
    public void updated(String pid, Dictionary<String, ?> properties) throws ConfigurationException {
        var file = FiledSettings.fileOf(pid, properties);
        files.put(pid, file);
        FiledSettings.declare(accounts, file, AccountFile.read(file, FiledSettings.of(properties)));
    }

    @Override
    public void deleted(String pid) {
        var file = files.remove(pid);
        if (file != null) {
            accounts.withdraw(file);
        }
    }
}
