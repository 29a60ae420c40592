package org.schoolcrm.channel.account;

import java.util.Collections;
import java.util.Dictionary;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.cm.ConfigurationException;
import org.schoolcrm.channel.api.ProviderAccounts;
import org.schoolcrm.channel.api.ProviderAccounts.Declaration;
import org.schoolcrm.problem.ProblemException;

/** What Config Admin has read from a file, without what it adds itself. */
final class FiledSettings {

    private static final String FILE = "felix.fileinstall.filename";

    private FiledSettings() {}

    static Map<String, String> of(Dictionary<String, ?> properties) {
        var settings = new TreeMap<String, String>();
        for (var name : Collections.list(properties.keys())) {
            if (!name.startsWith("service.") && !name.startsWith("felix.") && !name.startsWith("org.apache.")) {
                settings.put(name, String.valueOf(properties.get(name)));
            }
        }
        return settings;
    }

    static String fileOf(String pid, Dictionary<String, ?> properties) {
        var from = properties.get(FILE);
        var path = from == null ? pid : String.valueOf(from);
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** A refusal names the setting and leaves the account as it was. */
    static void declare(ProviderAccounts accounts, String file, Declaration declaration) throws ConfigurationException {
        try {
            accounts.declare(file, declaration);
        } catch (ProblemException e) {
            var field = e.fields().isEmpty() ? "settings" : e.fields().get(0).field();
            throw new ConfigurationException(field, file + ": " + e.getMessage() + " " + e.fields(), e);
        }
    }
}
