package org.schoolcrm.channel.account;

import java.util.Dictionary;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedService;
import org.schoolcrm.channel.api.ProviderAccounts;
import org.schoolcrm.channel.api.ProviderAccounts.Declaration;
import org.schoolcrm.channel.spi.ProviderTerms;

/**
 * The school's mail server as {@code etc/org.schoolcrm.channel.email.cfg} names it: an account for all branches and all
 * nodes.
 */
public final class MailFile implements ManagedService {

    private static final String FILE = "org.schoolcrm.channel.email.cfg";
    private static final Map<String, String> NAMES = Map.of("reply.to", "replyTo");

    private final ProviderAccounts accounts;
    private volatile boolean seen;

    public MailFile(ProviderAccounts accounts) {
        this.accounts = accounts;
    }

    /** Nothing is also what Config Admin says until the file has been read: only a file that was there can go. */
    @Override
    public void updated(@Nullable Dictionary<String, ?> properties) throws ConfigurationException {
        if (properties == null) {
            if (seen) {
                accounts.withdraw(FILE);
            }
            return;
        }
        seen = true;
        var settings = new TreeMap<String, String>();
        FiledSettings.of(properties).forEach((name, value) -> {
            if (!value.isEmpty()) {
                settings.put(NAMES.getOrDefault(name, name), value);
            }
        });
        FiledSettings.declare(
                accounts, FILE, new Declaration(null, "smtp", "E-mail", true, settings, ProviderTerms.USUAL));
    }
}
