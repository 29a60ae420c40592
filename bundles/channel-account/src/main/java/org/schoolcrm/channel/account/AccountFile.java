package org.schoolcrm.channel.account;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.ConfigurationException;
import org.schoolcrm.channel.api.ProviderAccounts.Declaration;
import org.schoolcrm.channel.spi.PartPrice;
import org.schoolcrm.channel.spi.ProviderTerms;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;

/** An account as a file describes it: what every account has, and under {@code settings.} what its provider wants. */
final class AccountFile {

    private static final String SETTINGS = "settings.";
    private static final Set<String> KNOWN = Set.of(
            "branch",
            "provider",
            "name",
            "active",
            "priority",
            "pricePerPart",
            "balanceAlarm",
            "currency",
            "consentInContract");

    private final String file;
    private final Map<String, String> values;

    private AccountFile(String file, Map<String, String> values) {
        this.file = file;
        this.values = values;
    }

    /** Refuses settings that no account has, naming them. */
    static Declaration read(String file, Map<String, String> values) throws ConfigurationException {
        for (var name : values.keySet()) {
            if (!KNOWN.contains(name) && !name.startsWith(SETTINGS)) {
                throw new ConfigurationException(name, file + ": is no setting of a provider account");
            }
        }
        return new AccountFile(file, values).declaration();
    }

    private Declaration declaration() throws ConfigurationException {
        var settings = new TreeMap<String, String>();
        values.forEach((name, value) -> {
            if (name.startsWith(SETTINGS) && !value.isEmpty()) {
                settings.put(name.substring(SETTINGS.length()), value);
            }
        });
        return new Declaration(
                value(
                        "branch",
                        null,
                        text -> new BranchId(Long.parseLong(text)),
                        "a number, or nothing for all branches"),
                wanted("provider", "the name of a provider's module, such as smsru"),
                wanted("name", "what people call the account"),
                yes("active", true),
                settings,
                new ProviderTerms(
                        Integer.parseInt(wholeNumber("priority")),
                        value(
                                "pricePerPart",
                                null,
                                text -> PartPrice.of(text, currency()),
                                "an amount of at most four decimals such as 2.465"),
                        money("balanceAlarm"),
                        yes("consentInContract", false)));
    }

    private String wholeNumber(String name) throws ConfigurationException {
        return String.valueOf(value(name, 0, Integer::valueOf, "a number"));
    }

    private boolean yes(String name, boolean otherwise) throws ConfigurationException {
        return Boolean.TRUE.equals(value(name, otherwise, AccountFile::isYes, "true or false"));
    }

    private static boolean isYes(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return text.equals("true");
    }

    private @Nullable Money money(String name) throws ConfigurationException {
        return value(name, null, text -> Money.of(text, currency()), "an amount such as 2.50");
    }

    private String currency() {
        return values.getOrDefault("currency", "RUB").strip();
    }

    private String wanted(String name, String takes) throws ConfigurationException {
        var text = values.getOrDefault(name, "").strip();
        if (text.isEmpty()) {
            throw new ConfigurationException(name, file + ": takes " + takes);
        }
        return text;
    }

    private <T> @Nullable T value(String name, @Nullable T otherwise, Function<String, T> reader, String takes)
            throws ConfigurationException {
        var text = values.getOrDefault(name, "").strip();
        try {
            return text.isEmpty() ? otherwise : reader.apply(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ConfigurationException(name, file + ": takes " + takes, e);
        }
    }
}
