package org.schoolcrm.acquiring.account;

import java.util.Collections;
import java.util.Dictionary;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedServiceFactory;
import org.schoolcrm.acquiring.api.ConfiguredAccounts;
import org.schoolcrm.problem.ProblemException;

/**
 * Hears of the files {@code etc/org.schoolcrm.acquiring.account-<name>.cfg} as they come, change and go; what is wrong
 * in one is logged by Config Admin and leaves its account as it was.
 */
public final class AccountFiles implements ManagedServiceFactory {

    private static final String FILE = "felix.fileinstall.filename";

    private final ConfiguredAccounts accounts;
    private final Map<String, String> files = new ConcurrentHashMap<>();

    public AccountFiles(ConfiguredAccounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public String getName() {
        return "Merchant accounts";
    }

    @Override
    public void updated(String pid, Dictionary<String, ?> properties) throws ConfigurationException {
        var file = file(pid, properties.get(FILE));
        files.put(pid, file);
        try {
            accounts.declare(file, AccountFile.read(settings(properties)));
        } catch (AccountFile.Mistake e) {
            throw new ConfigurationException(e.setting(), file + ": " + e.getMessage(), e);
        } catch (ProblemException e) {
            var field = e.fields().isEmpty() ? "settings" : e.fields().get(0).field();
            throw new ConfigurationException(field, file + ": " + e.getMessage() + " " + e.fields(), e);
        }
    }

    @Override
    public void deleted(String pid) {
        var file = files.remove(pid);
        if (file != null) {
            accounts.withdraw(file);
        }
    }

    /** All but what Config Admin and its file watcher add. */
    private static Map<String, String> settings(Dictionary<String, ?> properties) {
        var settings = new TreeMap<String, String>();
        for (var name : Collections.list(properties.keys())) {
            if (!name.startsWith("service.") && !name.startsWith("felix.") && !name.startsWith("org.apache.")) {
                settings.put(name, String.valueOf(properties.get(name)));
            }
        }
        return settings;
    }

    private static String file(String pid, @Nullable Object from) {
        var path = from == null ? pid : String.valueOf(from);
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
